using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity;

/// <summary>One organization that a user belongs to, and as what.</summary>
internal sealed record Membership(Guid MemberId, Guid OrganizationId, Role Role);

/// <summary>Which organizations a user belongs to. Remembered for a minute, and forgotten as soon as it changes.</summary>
internal sealed class MemberDirectory : IEvictable
{
    private const int Capacity = 10_000;

    private readonly AcrossOrganizations _across;
    private readonly TimedCache<Guid, Membership[]> _memberships;

    public MemberDirectory(AcrossOrganizations across, TimeProvider clock)
    {
        _across = across;
        _memberships = new TimedCache<Guid, Membership[]>(clock, TimeSpan.FromSeconds(60), Capacity, LoadAsync);
    }

    public async ValueTask<Membership[]> OfAsync(Guid userId, CancellationToken ct) => await _memberships.GetAsync(userId, ct) ?? [];

    public void Evict(Guid id) =>
        _memberships.Evict((userId, memberships) => userId == id || Array.Exists(memberships, m => m.OrganizationId == id));

    private async Task<Membership[]?> LoadAsync(Guid userId)
    {
        await using var db = _across.CreateDb();
        return await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(m => m.UserId == userId)
            .Join(db.Organizations, member => member.OrganizationId, organization => organization.Id, (member, _) => member)
            .OrderBy(m => m.Id)
            .Select(m => new Membership(m.Id, m.OrganizationId, m.Role))
            .ToArrayAsync();
    }
}
