using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Usage;

/// <summary>What keys are called, those that were revoked too: a page of calls names them without the right to list keys.</summary>
internal static class KeyNames
{
    public static async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(PlatformDb db, HashSet<Guid> ids, CancellationToken ct) => ids.Count == 0
        ? new Dictionary<Guid, string>()
        : await db.ApiKeys.AsNoTracking().Where(key => ids.Contains(key.Id)).ToDictionaryAsync(key => key.Id, key => key.Name, ct);
}
