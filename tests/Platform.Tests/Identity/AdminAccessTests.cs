using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Agentes.Platform.Identity;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Identity.Embedded.Admin;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Agentes.Platform.Tests.Identity;

public sealed class AdminAccessTests(PlatformFixture platform)
{
    [Fact]
    public async Task Every_admin_route_asks_for_the_service_key_before_it_reads_anything()
    {
        var person = await platform.NewPersonAsync();
        var shop = await platform.NewOrganizationAsync();
        using var http = platform.Client(bearer: null);
        var publicKey = (await http.GetJsonAsync("/config.json")).Text("anon_key");
        var key = platform.ServiceKey();
        string?[] others =
        [
            publicKey, person.AccessToken, shop.Key, key + "x", key[..^1], key.ToUpperInvariant(), "a.b.c", new string('k', 4000),
            Token(c => c["role"] = "anon"), Token(c => c["role"] = "authenticated"), Token(c => c.Remove("exp")), Token(c => c["exp"] = 1),
            Token(c => c["iss"] = "https://evil.example/auth/v1"), Token(c => c["aud"] = "anon"), Token(_ => { }, new SigningKey(NewKey())),
        ];
        var routes = AdminRoutes();
        routes.Count.ShouldBe(5);
        foreach (var (method, path) in routes)
        {
            var nobody = await SendAsync(method, path, bearer: null);
            (nobody.Status, nobody.Code).ShouldBe((401, "no_authorization"));
            foreach (var bearer in others)
            {
                var refused = await SendAsync(method, path, bearer);
                (refused.Status, refused.Code).ShouldBe((403, "not_admin"), $"{method} {path} {bearer}");
            }

            (await SendAsync(method, path, key)).Status.ShouldBeOneOf([200, 400, 404], "control");
            (await SendAsync(method, path, Token(_ => { }))).Status.ShouldBeOneOf([200, 400, 404], "a token of ours for services");
        }

        async Task<AuthAnswer> SendAsync(string method, string path, string? bearer)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("no json") };
            request.Headers.TryAddWithoutValidation("Authorization", bearer is null ? null : $"Bearer {bearer}");
            request.Headers.Add("X-Supabase-Api-Version", "2024-01-01");
            return await AuthAnswer.ReadAsync(await http.SendAsync(request));
        }
    }

    [Fact]
    public async Task The_service_key_opens_nothing_else_and_browsers_never_see_it()
    {
        var key = platform.ServiceKey();
        key.ShouldStartWith("sb_secret_");
        using var http = platform.Client(key);
        (await http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(401);
        (await http.TryAsync(HttpMethod.Get, "organizations/current")).Status.ShouldBe(401);
        (await http.AuthAsync(HttpMethod.Get, "user", bearer: key)).Status.ShouldBe(403);
        var settings = await http.GetStringAsync("/config.json");
        settings.ShouldContain("anon_key");
        settings.ShouldNotContain(key);
        settings.ShouldNotContain("sb_secret");
    }

    [Fact]
    public async Task Without_a_service_key_nobody_is_an_administrator()
    {
        foreach (var none in new[] { null, "" })
        {
            await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions(), serviceKey: none);
            (await host.Http.AuthAsync(HttpMethod.Get, "admin/users", bearer: platform.ServiceKey())).Code.ShouldBe("not_admin");
            (await host.Http.AuthAsync(HttpMethod.Get, "admin/users", bearer: "")).Code.ShouldBe("no_authorization");
        }
    }

    [Fact]
    public async Task A_service_key_that_is_the_public_key_opens_nothing()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions(), serviceKey: "sb_publishable_embedded");
        (await host.Http.AuthAsync(HttpMethod.Get, "admin/users", bearer: "sb_publishable_embedded")).Code.ShouldBe("not_admin");
    }

    private List<(string Method, string Path)> AdminRoutes() =>
    [
        .. from endpoint in platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<RequiredServiceKey>() is not null
           from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
           select (method, endpoint.RoutePattern.RawText!.Replace("{id}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal)),
    ];

    private string Token(Action<JsonObject> change, SigningKey? key = null)
    {
        var options = platform.Services.GetRequiredService<PlatformOptions>();
        var claims = new JsonObject
        {
            ["iss"] = $"{options.PublicUrl}/auth/v1",
            ["aud"] = "authenticated",
            ["exp"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
            ["role"] = "service_role",
        };
        change(claims);
        var credentials = (key ?? platform.Services.GetRequiredService<SigningKey>()).Credentials;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(claims.ToJsonString(), credentials);
    }

    private PlatformOptions NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = platform.Services.GetRequiredService<PlatformOptions>();
        return options with { SigningKey = Convert.ToBase64String(key.ExportPkcs8PrivateKey()) };
    }
}
