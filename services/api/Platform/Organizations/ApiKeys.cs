using Agentes.Platform.Identity;

namespace Agentes.Platform.Organizations;

/// <summary>A new key: the row to save, and the secret that is shown once and kept nowhere.</summary>
public sealed record CreatedApiKey(ApiKey Row, string Secret);

/// <summary>Makes API keys.</summary>
public static class ApiKeys
{
    private const int PrefixLength = 11;

    /// <summary>A key of the organization in whose context the row is saved.</summary>
    public static CreatedApiKey Create(
        CredentialHash hash, string name, IEnumerable<string> scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var secret = ApiKeyAuthentication.Prefix + CredentialHash.NewSecret();
        string[] sorted = [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new CreatedApiKey(new ApiKey(name, secret[..PrefixLength], hash.Of(secret), sorted, expiresAt, now), secret);
    }
}
