using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Agentes.Platform.Identity;

/// <summary>
/// Verifies access tokens: of the embedded auth endpoints, or of a Supabase project when one is configured, never of both.
/// </summary>
internal sealed class AccessTokenReader(PlatformOptions options, SigningKey own, SupabaseKeys supabase, TimeProvider clock)
{
    private const int LongestToken = 16 * 1024;
    private const string Audience = "authenticated";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly string _issuer = (options.SupabaseUrl ?? options.PublicUrl).TrimEnd('/') + "/auth/v1";

    /// <summary>The project's legacy secret is used as the bytes of its text; it only looks like base64.</summary>
    private readonly SymmetricSecurityKey? _legacy = options.SupabaseUrl is not null && options.SupabaseJwtSecret is { Length: > 0 } secret
        ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret))
        : null;

    public async ValueTask<AccessTokenReading> ReadAsync(string text, CancellationToken ct)
    {
        var (jwt, fault) = await VerifyAsync(text, ct);
        return jwt is null ? fault : Read(jwt) is { } token ? token : AccessTokenFault.Invalid;
    }

    /// <summary>Whether this is a genuine token of the operator's own program; none of a person ever is.</summary>
    public async ValueTask<bool> IsServiceAsync(string text, CancellationToken ct) =>
        (await VerifyAsync(text, ct)).Jwt is { } jwt && jwt.TryGetPayloadValue<string>("role", out var role) && role == "service_role";

    private async ValueTask<(JsonWebToken? Jwt, AccessTokenFault Fault)> VerifyAsync(string text, CancellationToken ct)
    {
        if (Parse(text) is not { } jwt)
        {
            return (null, AccessTokenFault.Invalid);
        }

        SecurityKey? key;
        try
        {
            key = await KeyOfAsync(jwt, ct);
        }
        catch (SecurityTokenSignatureKeyNotFoundException)
        {
            return (null, AccessTokenFault.Unverifiable);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        return key is null || !await IsGenuineAsync(jwt, key) || jwt.ValidTo == default || jwt.ValidFrom > now + ClockSkew
            ? (null, AccessTokenFault.Invalid)
            : jwt.ValidTo < now - ClockSkew ? (null, AccessTokenFault.Expired)
            : (jwt, AccessTokenFault.None);
    }

    private JsonWebToken? Parse(string text)
    {
        if (text.Length > LongestToken || !_handler.CanReadToken(text))
        {
            return null;
        }

        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The one key that may have signed this token. Its algorithm follows from the key, never from the token's own word.</summary>
    private async ValueTask<SecurityKey?> KeyOfAsync(JsonWebToken jwt, CancellationToken ct)
    {
        if (jwt.Alg == SecurityAlgorithms.HmacSha256)
        {
            return _legacy;
        }

        if (jwt.Alg is not (SecurityAlgorithms.EcdsaSha256 or SecurityAlgorithms.RsaSha256) || string.IsNullOrEmpty(jwt.Kid))
        {
            return null;
        }

        var key = options.SupabaseUrl is not null ? await supabase.FindAsync(jwt.Kid, ct)
            : jwt.Kid == own.Public.Kid ? own.Public
            : null;
        var type = jwt.Alg == SecurityAlgorithms.EcdsaSha256 ? JsonWebAlgorithmsKeyTypes.EllipticCurve : JsonWebAlgorithmsKeyTypes.RSA;
        return key?.Kty == type ? key : null;
    }

    private async Task<bool> IsGenuineAsync(JsonWebToken jwt, SecurityKey key)
    {
        var result = await _handler.ValidateTokenAsync(jwt, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [jwt.Alg],

            // The key was chosen by kid above. The legacy secret has none, and there is only this one to try.
            TryAllIssuerSigningKeys = ReferenceEquals(key, _legacy),
            ValidIssuer = _issuer,
            ValidAudience = Audience,

            // Checked by the caller with the injected clock, and told apart: expired is not forged.
            ValidateLifetime = false,
        });
        return result.IsValid;
    }

    /// <summary>The anon and service keys of a project are tokens too; only a person's has this role and a subject.</summary>
    private AccessToken? Read(JsonWebToken jwt)
    {
        if (!jwt.TryGetPayloadValue<string>("role", out var role) || role != "authenticated" || !Guid.TryParse(jwt.Subject, out var userId))
        {
            return null;
        }

        jwt.TryGetPayloadValue<string>("email", out var email);
        Guid? sessionId = null;
        if (options.SupabaseUrl is null)
        {
            if (!jwt.TryGetPayloadValue<string>("session_id", out var session) || !Guid.TryParse(session, out var id))
            {
                return null;
            }

            sessionId = id;
        }

        return new AccessToken(userId, string.IsNullOrEmpty(email) ? null : email, Name(jwt), sessionId);
    }

    private static string? Name(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<JsonElement>("user_metadata", out var metadata) ? DisplayName.From(metadata) : null;
}
