using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>What others need to know of this issuer: its keys, its addresses, what it can do.</summary>
internal static class Discovery
{
    /// <summary>Clients keep the keys as long themselves: a new key must be published twice this time before it signs.</summary>
    private const string KeptForTenMinutes = "public, max-age=600";

    public static IResult Keys(SigningKey key, HttpContext http)
    {
        http.Response.Headers.CacheControl = KeptForTenMinutes;
        var jwk = key.Public;
        return AuthJson.Ok(new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = jwk.Kty,
                ["kid"] = jwk.Kid,
                ["alg"] = jwk.Alg,
                ["use"] = jwk.Use,
                ["key_ops"] = new JsonArray("verify"),
                ["crv"] = jwk.Crv,
                ["x"] = jwk.X,
                ["y"] = jwk.Y,
            }),
        });
    }

    public static IResult OpenIdConfiguration(TokenIssuer issuer, HttpContext http)
    {
        http.Response.Headers.CacheControl = KeptForTenMinutes;
        return AuthJson.Ok(new JsonObject
        {
            ["issuer"] = issuer.Issuer,
            ["token_endpoint"] = $"{issuer.Issuer}/token",
            ["userinfo_endpoint"] = $"{issuer.Issuer}/user",
            ["jwks_uri"] = $"{issuer.Issuer}/.well-known/jwks.json",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
            ["code_challenge_methods_supported"] = new JsonArray("S256", "plain"),
        });
    }

    public static IResult Settings(PlatformOptions options) => AuthJson.Ok(new JsonObject
    {
        ["external"] = new JsonObject { ["email"] = true, ["phone"] = false, ["anonymous_users"] = false },
        ["disable_signup"] = !options.Auth.SignUpsAreOpen,
        ["mailer_autoconfirm"] = options.Auth.Autoconfirm,
        ["phone_autoconfirm"] = false,
        ["sms_provider"] = "",
        ["saml_enabled"] = false,
    });

    /// <summary>Clients look for this name.</summary>
    public static IResult Health() => AuthJson.Ok(new JsonObject
    {
        ["version"] = typeof(Discovery).Assembly.GetName().Version!.ToString(3),
        ["name"] = "GoTrue",
        ["description"] = "The embedded auth endpoints of this installation, compatible with Supabase Auth clients",
    });
}
