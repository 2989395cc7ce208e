using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

/// <summary>The limits of an organization. Remembered for a minute, so that calls cost no query; a change is heard of at once.</summary>
internal sealed class LimitDirectory : IEvictable
{
    private const int Capacity = 10_000;

    private readonly AcrossOrganizations _across;
    private readonly TimedCache<Guid, OrganizationLimits> _limits;

    public LimitDirectory(AcrossOrganizations across, TimeProvider clock)
    {
        _across = across;
        _limits = new TimedCache<Guid, OrganizationLimits>(clock, TimeSpan.FromSeconds(60), Capacity, LoadAsync);
    }

    public ValueTask<OrganizationLimits?> FindAsync(Guid organizationId, CancellationToken ct) => _limits.GetAsync(organizationId, ct);

    public void Evict(Guid id) => _limits.Evict((organizationId, _) => organizationId == id);

    private async Task<OrganizationLimits?> LoadAsync(Guid organizationId)
    {
        await using var db = _across.CreateDb();
        var rows = await db.ModelLimits.AsNoTracking().IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(l => l.OrganizationId == organizationId).ToListAsync();
        return new OrganizationLimits(rows);
    }
}
