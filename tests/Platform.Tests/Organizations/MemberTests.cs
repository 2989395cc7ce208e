using Agentes.Platform.Identity;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Organizations;

public sealed class MemberTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_last_owner_can_neither_leave_nor_step_down()
    {
        var person = await platform.NewPersonAsync();
        await person.Http.PostJsonAsync("organizations", new { name = "Loja" });
        var self = (await person.Http.GetJsonAsync("members")).GetProperty("data")[0].Text("id");

        (await person.Http.TryAsync(HttpMethod.Patch, $"members/{self}", new { role = "admin" })).Body.Code().ShouldBe("last_owner");
        (await person.Http.TryAsync(HttpMethod.Delete, $"members/{self}")).Body.Code().ShouldBe("last_owner");

        var me = await person.Http.GetJsonAsync("me");
        var id = me.GetProperty("organizations")[0].GetProperty("id").GetGuid();
        var shop = new OrganizationScenario(platform, id, Guid.Empty, "", person.Http);
        await platform.NewMemberAsync(shop, Role.Owner);
        (await person.Http.TryAsync(HttpMethod.Patch, $"members/{self}", new { role = "admin" })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var person = await platform.NewPersonAsync();
            var created = await person.Http.PostJsonAsync("organizations", new { name = "Loja" });
            var shop = new OrganizationScenario(platform, created.GetProperty("id").GetGuid(), Guid.Empty, "", person.Http);
            var other = await platform.NewMemberAsync(shop, Role.Owner);
            var self = (await person.Http.GetJsonAsync("members")).GetProperty("data")[0].Text("id");

            var statuses = await Task.WhenAll(
                person.Http.TryAsync(HttpMethod.Patch, $"members/{other.MemberId}", new { role = "viewer" }),
                other.Http.TryAsync(HttpMethod.Patch, $"members/{self}", new { role = "viewer" }));
            statuses.Count(s => s.Status == 200).ShouldBe(1, string.Join(" | ", statuses.Select(s => s.ToString())));
        }
    }

    [Fact]
    public async Task Only_owners_decide_about_owners()
    {
        var shop = await platform.NewOrganizationAsync();
        var admin = await platform.NewMemberAsync(shop, Role.Admin);
        var viewer = await platform.NewMemberAsync(shop, Role.Viewer);
        foreach (var http in new[] { admin.Http, shop.Http })
        {
            await RefusedAsync(http, HttpMethod.Patch, $"members/{viewer.MemberId}", new { role = "owner" });
            await RefusedAsync(http, HttpMethod.Patch, $"members/{shop.OwnerMemberId}", new { role = "viewer" });
            await RefusedAsync(http, HttpMethod.Delete, $"members/{shop.OwnerMemberId}");
            await RefusedAsync(http, HttpMethod.Post, "invitations", new { email = "x@example.com", role = "owner" });
            (await http.TryAsync(HttpMethod.Patch, $"members/{viewer.MemberId}", new { role = "manager" })).Status.ShouldBe(200);
        }

        static async Task RefusedAsync(HttpClient http, HttpMethod method, string path, object? body = null) =>
            (await http.TryAsync(method, path, body)).Body.Code().ShouldBe("owner_required");
    }

    [Fact]
    public async Task A_changed_role_counts_from_the_next_request_on()
    {
        var shop = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(shop, Role.Viewer);
        (await member.Http.TryAsync(HttpMethod.Get, "api-keys")).Body.Code().ShouldBe("scope_missing");
        await shop.Http.PatchJsonAsync($"members/{member.MemberId}", new { role = "admin" });
        (await member.Http.TryAsync(HttpMethod.Get, "api-keys")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_removed_member_is_out_at_once_and_can_be_taken_back()
    {
        var shop = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(shop, Role.Manager);
        (await member.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);

        (await shop.Http.TryAsync(HttpMethod.Delete, $"members/{member.MemberId}")).Status.ShouldBe(200);
        (await member.Http.TryAsync(HttpMethod.Get, "members")).Body.Code().ShouldBe("not_a_member");
        (await shop.Http.TryAsync(HttpMethod.Post, $"members/{member.MemberId}/restore")).Status.ShouldBe(200);
        (await member.Http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Members_of_another_organization_are_not_found()
    {
        var shop = await platform.NewOrganizationAsync();
        var other = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(other, Role.Viewer);
        (await shop.Http.TryAsync(HttpMethod.Patch, $"members/{member.MemberId}", new { role = "admin" })).Status.ShouldBe(404);
        (await shop.Http.TryAsync(HttpMethod.Delete, $"members/{member.MemberId}")).Status.ShouldBe(404);
        (await shop.Http.TryAsync(HttpMethod.Post, $"members/{member.MemberId}/restore")).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Delete, $"members/{member.MemberId}")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"role":"emperor"}""")]
    [InlineData("""{"role":0}""")]
    [InlineData("{}")]
    [InlineData("""{"role":"admin","organization_id":"01234567-89ab-7def-8123-456789abcdef"}""")]
    public async Task Only_the_role_can_be_changed_and_only_to_one_there_is(string body)
    {
        var shop = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(shop, Role.Viewer);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await shop.Http.PatchAsync($"members/{member.MemberId}", content);
        ((int)response.StatusCode).ShouldBe(400);
        (await member.Http.GetJsonAsync("me")).GetProperty("organizations")[0].Text("role").ShouldBe("viewer");
    }

    [Fact]
    public void Each_role_can_do_no_more_than_the_one_above_it()
    {
        Scopes.Of(Role.Viewer).IsSubsetOf(Scopes.Of(Role.Agent)).ShouldBeTrue();
        Scopes.Of(Role.Viewer).IsSubsetOf(Scopes.Of(Role.Analyst)).ShouldBeTrue();
        Scopes.Of(Role.Agent).IsSubsetOf(Scopes.Of(Role.Manager)).ShouldBeTrue();
        Scopes.Of(Role.Manager).IsProperSubsetOf(Scopes.Of(Role.Admin)).ShouldBeTrue();
        Scopes.Of(Role.Owner).SetEquals(Scopes.All).ShouldBeTrue();
    }
}
