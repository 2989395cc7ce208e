using System.Collections.Frozen;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity;

/// <summary>Finds the grant of an API key. Remembered for a minute, so that messages cost no query for their key.</summary>
internal sealed class ApiKeyDirectory : IEvictable
{
    private const int Capacity = 10_000;

    private readonly AcrossOrganizations _across;
    private readonly TimedCache<CredentialDigest, ApiKeyGrant> _grants;

    public ApiKeyDirectory(AcrossOrganizations across, TimeProvider clock)
    {
        _across = across;
        _grants = new TimedCache<CredentialDigest, ApiKeyGrant>(clock, TimeSpan.FromSeconds(60), Capacity, LoadAsync);
    }

    public ValueTask<ApiKeyGrant?> FindAsync(CredentialDigest digest, CancellationToken ct) => _grants.GetAsync(digest, ct);

    public void Evict(Guid id) => _grants.Evict((_, grant) => grant.Id == id || grant.OrganizationId == id);

    private async Task<ApiKeyGrant?> LoadAsync(CredentialDigest digest)
    {
        await using var db = _across.CreateDb();
        var hash = digest.ToArray();
        var row = await db.ApiKeys.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(k => k.Hash == hash && k.RevokedAt == null)
            .Join(db.Organizations, key => key.OrganizationId, organization => organization.Id, (key, _) => key)
            .Select(k => new { k.Id, k.OrganizationId, k.Hash, k.Scopes, k.Models, k.Team, k.ExpiresAt, k.LastUsedAt })
            .FirstOrDefaultAsync();
        return row is null ? null : new ApiKeyGrant
        {
            Id = row.Id,
            OrganizationId = row.OrganizationId,
            Hash = row.Hash,
            Scopes = row.Scopes.ToFrozenSet(StringComparer.Ordinal),
            Models = row.Models.Length > 0 ? new ModelAllowList(row.Models) : null,
            Team = row.Team,
            ExpiresAt = row.ExpiresAt,
            LastUsedAt = row.LastUsedAt,
        };
    }
}
