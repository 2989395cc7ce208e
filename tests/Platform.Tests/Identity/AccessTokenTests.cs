using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agentes.Platform.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Agentes.Platform.Tests.Identity;

public sealed class AccessTokenTests
{
    private const string Ours = "http://localhost:8080";
    private const string Project = "https://abc.supabase.example";
    private const string Secret = "super-secret-jwt-token-with-at-least-32-characters";

    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task Our_own_token_is_read()
    {
        var (reader, key) = Embedded();
        var reading = await reader.ReadAsync(Sign(key.Credentials, Claims(Ours)), CancellationToken.None);
        reading.Token.ShouldNotBeNull().Email.ShouldBe("ana@example.com");
        reading.Token.Name.ShouldBe("Ana");
    }

    public static TheoryData<string, Func<JsonObject, JsonObject>> BadClaims => new()
    {
        { "of another issuer", c => With(c, "iss", "https://evil.example/auth/v1") },
        { "without an issuer", c => Without(c, "iss") },
        { "for another audience", c => With(c, "aud", "anon") },
        { "without an audience", c => Without(c, "aud") },
        { "of the anon key", c => With(c, "role", "anon") },
        { "of the service key", c => With(c, "role", "service_role") },
        { "without a role", c => Without(c, "role") },
        { "without a subject", c => Without(c, "sub") },
        { "of a subject that is no user", c => With(c, "sub", "1") },
        { "without an expiry", c => Without(c, "exp") },
        { "that starts tomorrow", c => With(c, "nbf", DateTimeOffset.UnixEpoch.AddYears(90).ToUnixTimeSeconds()) },
        { "without a session", c => Without(c, "session_id") },
    };

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task A_well_signed_token_is_refused_when_its_claims_are_not_ours(string why, Func<JsonObject, JsonObject> change)
    {
        var (reader, key) = Embedded();
        var reading = await reader.ReadAsync(Sign(key.Credentials, change(Claims(Ours))), CancellationToken.None);
        reading.Fault.ShouldBe(AccessTokenFault.Invalid, why);
    }

    [Fact]
    public async Task An_expired_token_is_told_apart_from_a_forged_one()
    {
        var (reader, key) = Embedded();
        var token = Sign(key.Credentials, Claims(Ours));
        _clock.Advance(TimeSpan.FromHours(2));
        (await reader.ReadAsync(token, CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Expired);
        (await reader.ReadAsync(token[..^4] + "AAAA", CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid);
    }

    [Fact]
    public async Task Forged_signatures_are_refused()
    {
        var (reader, key) = Embedded();
        var claims = Claims(Ours);
        var stranger = new SigningKey(Options(NewKey()));
        var strangerWithOurKid = new ECDsaSecurityKey(Ecdsa(NewKey())) { KeyId = key.Public.Kid };
        var publicKeyAsSecret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.Public.X + key.Public.Y)) { KeyId = key.Public.Kid };
        string[] forged =
        [
            Sign(stranger.Credentials, claims),
            Sign(new SigningCredentials(strangerWithOurKid, SecurityAlgorithms.EcdsaSha256), claims),
            Sign(new SigningCredentials(publicKeyAsSecret, SecurityAlgorithms.HmacSha256), claims),
            Unsigned("none", claims),
            Unsigned("None", claims),
            Unsigned("ES256", claims),
            WithoutKid(Sign(key.Credentials, claims)),
            "a.b.c", "..", "", "ak_1", new string('a', 100_000),
        ];
        foreach (var token in forged)
        {
            (await reader.ReadAsync(token, CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid, token);
        }

        (await reader.ReadAsync(Sign(key.Credentials, claims), CancellationToken.None)).Token.ShouldNotBeNull();
    }

    [Fact]
    public async Task Tokens_of_a_supabase_project_are_read_with_its_published_keys()
    {
        using var rsa = RSA.Create(2048);
        var rsaKey = new RsaSecurityKey(rsa) { KeyId = "rsa-1" };
        var ecKey = new SigningKey(Options(NewKey()));
        var publicRsaKey = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "rsa-1" };
        var project = new PublishedKeys(Jwks(ecKey.Public, JsonWebKeyConverter.ConvertFromRSASecurityKey(publicRsaKey)));
        var reader = Supabase(project, secret: null);
        var claims = Without(Claims(AccessTokenTests.Project), "session_id");

        (await reader.ReadAsync(Sign(ecKey.Credentials, claims), CancellationToken.None)).Token.ShouldNotBeNull().SessionId.ShouldBeNull();
        (await reader.ReadAsync(Sign(new SigningCredentials(rsaKey, SecurityAlgorithms.RsaSha256), claims), CancellationToken.None))
            .Token.ShouldNotBeNull();
        project.Requests.ShouldBe(1);

        // Our own tokens no longer count, and the legacy secret was not given.
        (await reader.ReadAsync(Sign(ecKey.Credentials, Claims(Ours)), CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid);
        (await reader.ReadAsync(SignLegacy(claims), CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid);
    }

    [Fact]
    public async Task The_legacy_secret_of_a_project_is_used_as_it_is_written()
    {
        var reader = Supabase(new PublishedKeys(Jwks()), Secret);
        (await reader.ReadAsync(SignLegacy(Claims(Project)), CancellationToken.None)).Token.ShouldNotBeNull();
        var other = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret + "x")), SecurityAlgorithms.HmacSha256);
        (await reader.ReadAsync(Sign(other, Claims(Project)), CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid);
    }

    [Fact]
    public async Task Invented_key_ids_do_not_become_requests_and_a_new_key_is_found()
    {
        var known = new SigningKey(Options(NewKey()));
        var project = new PublishedKeys(Jwks());
        var reader = Supabase(project, secret: null);
        var token = Sign(known.Credentials, Claims(Project));
        for (var i = 0; i < 20; i++)
        {
            (await reader.ReadAsync(token, CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Invalid);
        }

        project.Requests.ShouldBe(1);
        project.Body = Jwks(known.Public);
        _clock.Advance(TimeSpan.FromSeconds(31));
        (await reader.ReadAsync(token, CancellationToken.None)).Token.ShouldNotBeNull("the new key is fetched");
        project.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_reached_nothing_is_said_about_a_token()
    {
        var key = new SigningKey(Options(NewKey()));
        var project = new PublishedKeys(Jwks(key.Public)) { Status = HttpStatusCode.BadGateway };
        var reader = Supabase(project, secret: null);
        var token = Sign(key.Credentials, Claims(Project));
        (await reader.ReadAsync(token, CancellationToken.None)).Fault.ShouldBe(AccessTokenFault.Unverifiable);
        project.Status = HttpStatusCode.OK;
        _clock.Advance(TimeSpan.FromSeconds(31));
        (await reader.ReadAsync(token, CancellationToken.None)).Token.ShouldNotBeNull();
    }

    private (AccessTokenReader Reader, SigningKey Key) Embedded()
    {
        var options = Options(NewKey());
        var key = new SigningKey(options);
        return (new AccessTokenReader(options, key, Keys(options, new PublishedKeys("{}")), _clock), key);
    }

    private AccessTokenReader Supabase(PublishedKeys project, string? secret)
    {
        var options = Options(NewKey()) with { SupabaseUrl = Project, SupabaseJwtSecret = secret };
        return new AccessTokenReader(options, new SigningKey(options), Keys(options, project), _clock);
    }

    private SupabaseKeys Keys(PlatformOptions options, PublishedKeys project) =>
        new(options, project, _clock, NullLogger<SupabaseKeys>.Instance);

    private JsonObject Claims(string issuer) => new()
    {
        ["iss"] = $"{issuer}/auth/v1",
        ["sub"] = Guid.CreateVersion7().ToString(),
        ["aud"] = "authenticated",
        ["exp"] = _clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds(),
        ["email"] = "ana@example.com",
        ["user_metadata"] = new JsonObject { ["full_name"] = "Ana" },
        ["role"] = "authenticated",
        ["session_id"] = Guid.CreateVersion7().ToString(),
    };

    private static JsonObject With(JsonObject claims, string name, JsonNode value)
    {
        claims[name] = value;
        return claims;
    }

    private static JsonObject Without(JsonObject claims, string name)
    {
        claims.Remove(name);
        return claims;
    }

    private static string Sign(SigningCredentials credentials, JsonObject claims) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), credentials);

    private static string SignLegacy(JsonObject claims) =>
        Sign(new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), SecurityAlgorithms.HmacSha256), claims);

    private static string Unsigned(string algorithm, JsonObject claims) =>
        $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.";

    /// <summary>Changing the header breaks the signature as well; that it is refused without a kid shows before any verification.</summary>
    private static string WithoutKid(string token) =>
        Base64UrlEncoder.Encode("""{"alg":"ES256","typ":"JWT"}""") + token[token.IndexOf('.', StringComparison.Ordinal)..];

    private static PlatformOptions Options(string signingKey) => new()
    {
        Database = "",
        Redis = "",
        Pepper = "",
        SigningKey = signingKey,
        PublicUrl = Ours,
        ModelsFile = "",
        DataFolder = "",
    };

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    private static ECDsa Ecdsa(string pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(pkcs8), out _);
        return key;
    }

    private static string Jwks(params JsonWebKey[] keys) => JsonSerializer.Serialize(new
    {
        keys = keys.Select(k => new { kty = k.Kty, kid = k.Kid, alg = k.Alg, crv = k.Crv, x = k.X, y = k.Y, n = k.N, e = k.E }),
    });

    /// <summary>A Supabase project as far as it matters here: one address that publishes keys.</summary>
    private sealed class PublishedKeys(string body) : HttpMessageHandler, IHttpClientFactory
    {
        public string Body { get; set; } = body;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public int Requests { get; private set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.AbsoluteUri.ShouldBe($"{AccessTokenTests.Project}/auth/v1/.well-known/jwks.json");
            Requests++;
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(Body) });
        }
    }
}
