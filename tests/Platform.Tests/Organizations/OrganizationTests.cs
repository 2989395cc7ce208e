using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Organizations;

public sealed class OrganizationTests(PlatformFixture platform)
{
    [Fact]
    public async Task Whoever_founds_an_organization_owns_it()
    {
        var person = await platform.NewPersonAsync();
        var created = await person.Http.PostJsonAsync("organizations", new { name = " Loja Nova ", locale = "en-US", currency = "USD" });
        (created.Text("name"), created.Text("locale"), created.Text("currency")).ShouldBe(("Loja Nova", "en-US", "USD"));
        var member = (await person.Http.GetJsonAsync("members")).GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        (member.Text("role"), member.Text("email"), member.Text("user_id")).ShouldBe(("owner", person.Email, person.Id.ToString()));
    }

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"   "}""")]
    [InlineData("{}")]
    [InlineData("""{"name":"Loja","currency":"reais"}""")]
    [InlineData("""{"name":"Loja","locale":"português"}""")]
    [InlineData("""{"name":"Loja","is_demo":true}""")]
    [InlineData("""{"name":"Loja","id":"01234567-89ab-7def-8123-456789abcdef"}""")]
    public async Task Senseless_organizations_are_not_founded(string body)
    {
        var person = await platform.NewPersonAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await person.Http.PostAsync("organizations", content);
        ((int)response.StatusCode).ShouldBe(400);
        (await person.Http.GetJsonAsync("me")).GetProperty("organizations").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_a_stale_one_is_refused()
    {
        var shop = await platform.NewOrganizationAsync("Antes");
        using var read = await shop.Http.GetAsync("organizations/current");
        var etag = read.Headers.ETag!;
        var changed = await shop.Http.PatchJsonAsync("organizations/current", new { name = "Depois" });
        (changed.Text("name"), changed.Text("currency")).ShouldBe(("Depois", "BRL"));

        shop.Http.DefaultRequestHeaders.IfMatch.Add(etag);
        var stale = await shop.Http.TryAsync(HttpMethod.Patch, "organizations/current", new { name = "Tarde" });
        (stale.Status, stale.Body.Code()).ShouldBe((412, "version_conflict"));
        shop.Http.DefaultRequestHeaders.IfMatch.Clear();
        (await shop.Http.GetJsonAsync("organizations/current")).Text("name").ShouldBe("Depois");
    }

    [Fact]
    public async Task A_deleted_organization_turns_everybody_away_until_an_owner_restores_it()
    {
        var shop = await platform.NewOrganizationAsync();
        var owner = await platform.NewMemberAsync(shop, Role.Owner);
        var admin = await platform.NewMemberAsync(shop, Role.Admin);
        await admin.Http.GetJsonAsync("members");
        (await admin.Http.TryAsync(HttpMethod.Delete, "organizations/current")).Body.Code().ShouldBe("owner_required");
        (await shop.Http.TryAsync(HttpMethod.Delete, "organizations/current")).Body.Code().ShouldBe("owner_required");

        (await owner.Http.TryAsync(HttpMethod.Delete, "organizations/current")).Status.ShouldBe(200);
        (await shop.Http.TryAsync(HttpMethod.Get, "members")).Body.Code().ShouldBe("api_key_invalid");
        (await admin.Http.TryAsync(HttpMethod.Get, "members")).Body.Code().ShouldBe("not_a_member");
        (await owner.Http.GetJsonAsync("me")).GetProperty("organizations").GetArrayLength().ShouldBe(0);

        (await admin.Http.TryAsync(HttpMethod.Post, $"organizations/{shop.Id}/restore")).Status.ShouldBe(404);
        (await owner.Http.TryAsync(HttpMethod.Post, $"organizations/{shop.Id}/restore")).Status.ShouldBe(200);
        (await admin.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);
        (await shop.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);
    }
}
