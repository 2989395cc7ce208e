using System.Text.Json.Serialization;

namespace Agentes.Platform.Organizations;

/// <summary>An API key as it can be shown at any time.</summary>
/// <param name="Models">Models that it may use, with wildcards; all when empty.</param>
/// <param name="Team">Keys of one team share their limits on models.</param>
/// <param name="Key">The secret: only in the answer that made it.</param>
public sealed record ApiKeyResponse(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Models,
    string? Team,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null)
{
    internal static ApiKeyResponse From(ApiKey key) =>
        new(key.Id, key.Name, key.Prefix, key.Scopes, key.Models, key.Team, key.ExpiresAt, key.LastUsedAt, key.RevokedAt, key.CreatedAt);
}
