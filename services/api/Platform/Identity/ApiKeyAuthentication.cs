using Agentes.Platform.Tenancy;

namespace Agentes.Platform.Identity;

/// <summary>Lets API keys in. The path of every message: on a hit one hash, one dictionary read and one comparison.</summary>
internal sealed class ApiKeyAuthentication(CredentialHash hash, ApiKeyDirectory keys, ApiKeyUse use, TimeProvider clock)
{
    public const string Prefix = "ak_";

    /// <summary>Null when the key was good and the request now has a caller.</summary>
    public ValueTask<Refusal?> EnterAsync(
        ReadOnlySpan<char> key, string? askedOrganization, Caller caller, CurrentOrganization organization, CancellationToken ct)
    {
        var digest = hash.Digest(key);
        var found = keys.FindAsync(digest, ct);
        return found.IsCompletedSuccessfully
            ? ValueTask.FromResult(Enter(found.Result, digest, askedOrganization, caller, organization))
            : WhenFoundAsync(found, digest, askedOrganization, caller, organization);
    }

    private async ValueTask<Refusal?> WhenFoundAsync(
        ValueTask<ApiKeyGrant?> found,
        CredentialDigest digest,
        string? askedOrganization,
        Caller caller,
        CurrentOrganization organization) =>
        Enter(await found, digest, askedOrganization, caller, organization);

    private Refusal? Enter(
        ApiKeyGrant? grant, CredentialDigest digest, string? askedOrganization, Caller caller, CurrentOrganization organization)
    {
        if (grant is null || !digest.Matches(grant.Hash))
        {
            return Refusal.ApiKeyInvalid;
        }

        var now = clock.GetUtcNow();
        if (grant.ExpiresAt <= now)
        {
            return Refusal.ApiKeyExpired;
        }

        if (askedOrganization is not null && (!Guid.TryParse(askedOrganization, out var asked) || asked != grant.OrganizationId))
        {
            return Refusal.NotAMember;
        }

        caller.BecomeApiKey(grant.Id, grant.Scopes);
        organization.Enter(grant.OrganizationId);
        if (grant.IsDueForNote(now))
        {
            use.Note(grant.Id);
        }

        return null;
    }
}
