using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Agentes.Platform.Identity;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;
using Agentes.Platform.Tests.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>Credentials that are none, on a route that reads and on one that writes.</summary>
internal static class BadCredentials
{
    private static readonly JsonWebTokenHandler Jwt = new() { SetDefaultTimesOnTokenCreation = false };

    public static async Task<List<BadRequest>> OfAsync(PlatformFixture platform, Tenant tenant)
    {
        List<(string Because, string Code, string[] Authorization)> rows =
        [
            ("nothing", "unauthorized", []),
            ("an empty header", "unauthorized", [""]),
            ("another scheme", "unauthorized", ["Basic YTpi"]),
            ("a scheme alone", "unauthorized", ["Bearer"]),
            ("a scheme and a space", "unauthorized", ["Bearer "]),
            ("a key without a scheme", "unauthorized", [tenant.Organization.Key]),
            ("two keys", "api_key_invalid", [$"Bearer {tenant.Organization.Key}", $"Bearer {tenant.Organization.Key}"]),
            ("a key that does not exist", "api_key_invalid", ["Bearer ak_nothing"]),
            ("a long key", "api_key_invalid", [$"Bearer ak_{new string('a', 8000)}"]),
            ("a key cut off", "api_key_invalid", [$"Bearer {tenant.Organization.Key[..^1]}"]),
            ("a revoked key", "api_key_invalid", [$"Bearer {await RevokedKeyAsync(tenant)}"]),
            ("an expired key", "api_key_expired", [$"Bearer {await ExpiredKeyAsync(platform, tenant)}"]),
            ("words", "token_invalid", ["Bearer not a token"]),
            ("dots", "token_invalid", ["Bearer .."]),
            ("three words", "token_invalid", ["Bearer a.b.c"]),
            .. Tokens(platform, tenant).Select(token => (token.Because, token.Code, new[] { $"Bearer {token.Token}" })),
        ];
        return [.. rows.SelectMany(row => Both(row.Because, row.Code, row.Authorization))];
    }

    private static IEnumerable<BadRequest> Both(string because, string code, string[] authorization) =>
        from request in new[] { Read(code), Write(code) }
        select request with
        {
            Because = because,
            Signed = false,
            Headers = [.. authorization.Select(value => ("Authorization", value))],
        };

    private static BadRequest Read(string code) => BadRequest.Get("agents", code, 401);

    private static BadRequest Write(string code) => BadRequest.Json(HttpMethod.Post, "agents", """{"name":"a"}""", code, 401);

    /// <summary>The owner's real token with one thing changed, and signed again where the forger could.</summary>
    private static IEnumerable<(string Because, string Code, string Token)> Tokens(PlatformFixture platform, Tenant tenant)
    {
        var key = platform.Services.GetRequiredService<SigningKey>();
        var real = tenant.Owner.AccessToken;
        var parts = real.Split('.');
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new ECDsaSecurityKey(stranger) { KeyId = key.Public.Kid };
        var secret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.Public.X + key.Public.Y)) { KeyId = key.Public.Kid };
        return
        [
            ("an expired token", "token_expired", Sign(key.Credentials, With(claims, "exp", 1_700_000_000))),
            ("a token from the future", "token_invalid", Sign(key.Credentials, With(claims, "nbf", 4_000_000_000))),
            ("a token for others", "token_invalid", Sign(key.Credentials, With(claims, "aud", "anon"))),
            ("a token of others", "token_invalid", Sign(key.Credentials, With(claims, "iss", "https://evil.example/auth/v1"))),
            ("a token of nobody", "token_invalid", Sign(key.Credentials, With(claims, "sub", "1"))),
            ("a service's token", "token_invalid", Sign(key.Credentials, With(claims, "role", "service_role"))),
            ("a session that never was", "session_ended", Sign(key.Credentials, With(claims, "session_id", $"{Guid.CreateVersion7()}"))),
            ("a stranger's signature", "token_invalid", Sign(new SigningCredentials(forged, SecurityAlgorithms.EcdsaSha256), claims)),
            ("our public key as a secret", "token_invalid", Sign(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256), claims)),
            ("no signature", "token_invalid", $"{parts[0]}.{parts[1]}."),
            ("another signature", "token_invalid", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}"),
            ("changed claims", "token_invalid", $"{parts[0]}.{Encode(With(claims, "role", "x"))}.{parts[2]}"),
            ("algorithm none", "token_invalid", Unsigned("""{"alg":"none","typ":"JWT"}""", claims)),
            ("another key's id", "token_invalid", Unsigned("""{"alg":"ES256","kid":"other","typ":"JWT"}""", claims)),
            ("a key's address", "token_invalid", Unsigned("""{"alg":"ES256","kid":"../x","jku":"http://evil.example/"}""", claims)),
            ("a token of 20 kB", "token_invalid", real + new string('A', 20_000)),
        ];
    }

    private static JsonObject With(JsonObject claims, string name, JsonNode value)
    {
        var changed = claims.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }

    private static string Sign(SigningCredentials credentials, JsonObject claims) => Jwt.CreateToken(claims.ToJsonString(), credentials);

    private static string Unsigned(string header, JsonObject claims) => $"{Base64UrlEncoder.Encode(header)}.{Encode(claims)}.AAAA";

    private static string Encode(JsonObject claims) => Base64UrlEncoder.Encode(claims.ToJsonString());

    private static async Task<string> RevokedKeyAsync(Tenant tenant)
    {
        var scopes = new[] { Scopes.AgentsRead, Scopes.AgentsWrite };
        var created = await tenant.Http.PostJsonAsync("api-keys", new { name = "a", scopes });
        (await tenant.Http.DeleteAsync($"api-keys/{created.Text("id")}")).EnsureSuccessStatusCode();
        return created.Text("key")!;
    }

    private static async Task<string> ExpiredKeyAsync(PlatformFixture platform, Tenant tenant)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hash = platform.Services.GetRequiredService<CredentialHash>();
        var created = ApiKeys.Create(hash, "a", Scopes.All, now.AddMinutes(-1), now.AddDays(-1));
        await using var db = platform.Across.CreateDb();
        db.Add(created.Row).Property(key => key.OrganizationId).CurrentValue = tenant.Id;
        await db.SaveChangesAsync();
        return created.Secret;
    }
}
