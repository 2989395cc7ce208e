using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Imports;

/// <summary>One import of a kind at a time in an organization, so that two of them cannot create the same row twice.</summary>
internal static class ImportLock
{
    /// <summary>Held until the transaction ends.</summary>
    public static Task TakeAsync(PlatformDb db, Guid organizationId, string kind, CancellationToken ct)
    {
        var name = $"import:{kind}:{organizationId:N}";
        return db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);
    }
}
