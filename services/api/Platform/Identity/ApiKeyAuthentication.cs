using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity;

/// <summary>Lets API keys in. The path of every message: on a hit one hash, one dictionary read and one comparison.</summary>
internal sealed class ApiKeyAuthentication(CredentialHash hash, ApiKeyDirectory keys, ApiKeyUse use, TimeProvider clock)
{
    public const string Prefix = "ak_";

    /// <summary>Null when the key was good and the request now has a caller.</summary>
    public ValueTask<Refusal?> EnterAsync(
        HttpContext http, ReadOnlyMemory<char> key, string? askedOrganization, Caller caller, CurrentOrganization organization)
    {
        var digest = DigestOf(http, key);
        var found = keys.FindAsync(digest, http.RequestAborted);
        return found.IsCompletedSuccessfully
            ? ValueTask.FromResult(Enter(found.Result, digest, askedOrganization, caller, organization))
            : WhenFoundAsync(found, digest, askedOrganization, caller, organization);
    }

    /// <summary>
    /// Requests that follow each other on one connection mostly bring the same key: while they do, it is hashed once. Two requests at a
    /// time, as HTTP/2 has them, would share the connection's notes.
    /// </summary>
    private CredentialDigest DigestOf(HttpContext http, ReadOnlyMemory<char> key)
    {
        if (!HttpProtocol.IsHttp11(http.Request.Protocol) || http.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return hash.Digest(key.Span);
        }

        if (items.TryGetValue(typeof(LastKey), out var noted) && noted is LastKey last && last.Is(key.Span))
        {
            return last.Digest;
        }

        var digest = hash.Digest(key.Span);
        items[typeof(LastKey)] = new LastKey(key, digest);
        return digest;
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

        caller.BecomeApiKey(grant);
        organization.Enter(grant.OrganizationId);
        if (grant.IsDueForNote(now))
        {
            use.Note(grant.Id);
        }

        return null;
    }

    private sealed record LastKey(ReadOnlyMemory<char> Key, CredentialDigest Digest)
    {
        /// <summary>In constant time: behind a proxy the last key of the connection may be somebody else's.</summary>
        public bool Is(ReadOnlySpan<char> other) =>
            CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Key.Span), MemoryMarshal.AsBytes(other));

        // A record prints its members, and one of these is a key.
        public override string ToString() => "***";
    }
}
