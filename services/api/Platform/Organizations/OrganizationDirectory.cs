using Agentes.Platform.Caching;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Organizations;

/// <summary>An organization as its agents speak for it, and the defaults of what is created in it.</summary>
/// <param name="Locale">BCP 47, such as pt-BR.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record OrganizationFacts(string Name, string Locale, string Currency)
{
    /// <summary>The country whose phone numbers need no country code: the locale's, else Brazil.</summary>
    public string Region => Locale.Split('-')[^1] is { Length: 2 } region && char.IsAsciiLetterUpper(region[0]) ? region : "BR";

    /// <summary>Whether 1.299 is a thousand and something there.</summary>
    public bool UsesDecimalComma => Locale.StartsWith("pt", StringComparison.Ordinal);
}

/// <summary>Finds the facts of an organization, without a query while they do not change.</summary>
public sealed class OrganizationDirectory(OrganizationCache cache, IServiceScopeFactory scopes)
{
    public async ValueTask<OrganizationFacts> FindAsync(Guid organizationId, CancellationToken ct) =>
        await cache.GetOrLoadAsync(
            organizationId, CacheArea.Organization, "facts", TimeSpan.FromMinutes(1), token => LoadAsync(organizationId, token), ct)
        ?? new OrganizationFacts("", "pt-BR", "BRL");

    private async Task<OrganizationFacts?> LoadAsync(Guid organizationId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        return await db.Organizations.Select(o => new OrganizationFacts(o.Name, o.Locale, o.Currency)).FirstOrDefaultAsync(ct);
    }
}
