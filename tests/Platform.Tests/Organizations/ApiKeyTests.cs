using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Organizations;

public sealed class ApiKeyTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_key_is_shown_once()
    {
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync(
            "api-keys", new { name = "Loja virtual", scopes = new[] { "contacts:read", "contacts:read" } });
        created.Text("key")!.Length.ShouldBe(46);
        created.Text("key").ShouldStartWith("ak_");
        created.GetProperty("scopes").GetArrayLength().ShouldBe(1);

        var listed = (await shop.Http.GetJsonAsync("api-keys")).GetProperty("data")[0];
        listed.TryGetProperty("key", out _).ShouldBeFalse();
        created.Text("key").ShouldStartWith(listed.Text("prefix")!);
    }

    [Fact]
    public async Task A_key_can_do_no_more_than_whoever_makes_it()
    {
        var shop = await platform.NewOrganizationAsync();
        var maker = await shop.Http.PostJsonAsync(
            "api-keys", new { name = "Fábrica", scopes = new[] { "api_keys:write", "contacts:read" } });
        using var http = platform.Client(maker.Text("key"));

        (await http.TryAsync(HttpMethod.Post, "api-keys", new { name = "A", scopes = new[] { "contacts:read" } })).Status.ShouldBe(201);
        var refused = await http.TryAsync(HttpMethod.Post, "api-keys", new { name = "A", scopes = new[] { "contacts:write" } });
        (refused.Status, refused.Body.Code()).ShouldBe((403, "scope_missing"));
    }

    [Theory]
    [InlineData(Role.Owner, 201)]
    [InlineData(Role.Admin, 201)]
    [InlineData(Role.Manager, 403)]
    [InlineData(Role.Agent, 403)]
    [InlineData(Role.Analyst, 403)]
    [InlineData(Role.Viewer, 403)]
    public async Task Owners_and_admins_make_keys(Role role, int status)
    {
        var member = await platform.NewMemberAsync(await platform.NewOrganizationAsync(), role);
        var answer = await member.Http.TryAsync(HttpMethod.Post, "api-keys", new { name = "A", scopes = new[] { "contacts:read" } });
        answer.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("""{"name":"A","scopes":[]}""")]
    [InlineData("""{"name":"A","scopes":["everything"]}""")]
    [InlineData("""{"name":"A","scopes":[null]}""")]
    [InlineData("""{"name":"","scopes":["contacts:read"]}""")]
    [InlineData("""{"scopes":["contacts:read"]}""")]
    [InlineData("""{"name":"A","scopes":["contacts:read"],"expires_at":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"name":"A","scopes":["contacts:read"],"expires_at":"soon"}""")]
    [InlineData("""{"name":"A","scopes":["contacts:read"],"prefix":"ak_mine"}""")]
    public async Task Senseless_keys_are_not_made(string body)
    {
        var shop = await platform.NewOrganizationAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await shop.Http.PostAsync("api-keys", content);
        ((int)response.StatusCode).ShouldBe(400);
        (await shop.Http.GetJsonAsync("api-keys")).GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_another_organization_cannot_be_revoked()
    {
        var shop = await platform.NewOrganizationAsync();
        var other = await platform.NewOrganizationAsync();
        var id = (await other.Http.GetJsonAsync("api-keys")).GetProperty("data")[0].Text("id");
        (await shop.Http.TryAsync(HttpMethod.Delete, $"api-keys/{id}")).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);
        (await other.Http.TryAsync(HttpMethod.Delete, $"api-keys/{id}")).Status.ShouldBe(200);
        (await other.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(401);
    }
}
