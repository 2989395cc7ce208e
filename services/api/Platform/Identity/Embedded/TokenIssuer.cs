using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Signs access tokens with exactly the claims that Supabase's have.</summary>
internal sealed class TokenIssuer(PlatformOptions options, SigningKey key, TimeProvider clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issuer { get; } = options.PublicUrl.TrimEnd('/') + AuthPipeline.Path;

    public SessionBody Issue(AuthUser user, AuthSession session, string refreshToken)
    {
        var now = clock.GetUtcNow();
        var lifetime = (int)options.Auth.AccessTokenLifetime.TotalSeconds;
        var expiresAt = now.ToUnixTimeSeconds() + lifetime;
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = user.Id.ToString(),
            ["aud"] = "authenticated",
            ["exp"] = expiresAt,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["email"] = user.Email,
            ["phone"] = "",
            ["app_metadata"] = UserBody.AppMetadataOf(user),
            ["user_metadata"] = UserMetadata.Of(user),
            ["role"] = "authenticated",
            ["aal"] = "aal1",
            ["amr"] = new JsonArray(new JsonObject
            {
                ["method"] = session.Method,
                ["timestamp"] = session.CreatedAt.ToUnixTimeSeconds(),
            }),
            ["session_id"] = session.Id.ToString(),
            ["is_anonymous"] = false,
        };
        var token = _handler.CreateToken(claims.ToJsonString(JsonSerializerOptions.Web), key.Credentials);
        return new SessionBody(token, "bearer", lifetime, expiresAt, refreshToken, UserBody.From(user));
    }
}
