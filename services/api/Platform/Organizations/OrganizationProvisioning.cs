using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Who founds an organization, and how it is called.</summary>
public sealed record NewOrganization(string Name, Guid OwnerUserId, string OwnerEmail, string OwnerName)
{
    public string Locale { get; init; } = "pt-BR";

    public string Currency { get; init; } = "BRL";

    public bool IsDemo { get; init; }
}

/// <summary>What was founded.</summary>
public sealed record ProvisionedOrganization(Organization Organization, Guid OwnerMemberId)
{
    public Guid OrganizationId => Organization.Id;
}

/// <summary>Founds organizations. It works across organizations because the new one has no member yet who could be inside it.</summary>
public sealed class OrganizationProvisioning
{
    private readonly AcrossOrganizations _across;
    private readonly CredentialHash _hash;
    private readonly IdentityChanges _changes;
    private readonly TimeProvider _clock;

    internal OrganizationProvisioning(AcrossOrganizations across, CredentialHash hash, IdentityChanges changes, TimeProvider clock)
    {
        _across = across;
        _hash = hash;
        _changes = changes;
        _clock = clock;
    }

    /// <summary>The organization and its first owner, both or neither.</summary>
    public async Task<ProvisionedOrganization> CreateAsync(NewOrganization wanted, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var organization = new Organization(wanted.Name, wanted.Locale, wanted.Currency, now, wanted.IsDemo);
        var owner = new Member(organization.Id, wanted.OwnerUserId, wanted.OwnerEmail, wanted.OwnerName, Role.Owner, now);
        await using var db = _across.CreateDb();
        db.AddRange(organization, owner);
        await db.SaveChangesAsync(ct);
        _changes.Announce(wanted.OwnerUserId);
        return new ProvisionedOrganization(organization, owner.Id);
    }

    /// <summary>A first API key, for programs that start before any person has signed in. Returns the secret.</summary>
    public async Task<string> AddApiKeyAsync(Guid organizationId, string name, IEnumerable<string> scopes, CancellationToken ct)
    {
        var created = ApiKeys.Create(_hash, name, scopes, expiresAt: null, _clock.GetUtcNow());
        await using var db = _across.CreateDb();
        db.Add(created.Row).Property(key => key.OrganizationId).CurrentValue = organizationId;
        await db.SaveChangesAsync(ct);
        return created.Secret;
    }
}
