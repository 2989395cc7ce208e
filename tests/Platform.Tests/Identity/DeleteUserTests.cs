using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Tests.Identity;

public sealed class DeleteUserTests(PlatformFixture platform)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_user_loses_sessions_and_memberships_and_frees_the_address(bool softly)
    {
        var shop = await platform.NewOrganizationAsync();
        var person = await platform.NewMemberAsync(shop, Role.Manager);
        (await person.Http.TryAsync(HttpMethod.Get, "organizations/current")).Status.ShouldBe(200, "control");

        var deleted = await DeleteAsync(person.Id, softly);
        (deleted.Status, deleted.Body.ToString()).ShouldBe((200, "{}"));
        (await person.Http.TryAsync(HttpMethod.Get, "organizations/current")).Status.ShouldBe(401);
        (await person.Http.AuthAsync(HttpMethod.Post, "token?grant_type=refresh_token", new { refresh_token = person.RefreshToken })).Code
            .ShouldBe("refresh_token_not_found");
        var members = (await shop.Http.GetJsonAsync("members")).GetProperty("data").EnumerateArray();
        members.ShouldNotContain(member => member.Text("email") == person.Email);
        (await shop.Http.TryAsync(HttpMethod.Post, $"members/{person.MemberId}/restore")).Status.ShouldBe(404);
        var again = await platform.NewPersonAsync(person.Email);
        again.Id.ShouldNotBe(person.Id);
    }

    [Fact]
    public async Task A_softly_deleted_user_leaves_a_row_that_names_nobody_and_lets_nobody_in()
    {
        var person = await platform.NewPersonAsync();
        await DeleteAsync(person.Id, softly: true);

        var row = (await platform.AdminAsync(HttpMethod.Get, $"{person.Id}")).Body;
        row.Text("deleted_at").ShouldNotBeNull();
        row.ToString().ShouldNotContain(person.Email);
        row.ToString().ShouldNotContain("Ana Lima");
        var revival = new { ban_duration = "none", password = People.Password };
        (await platform.AdminAsync(HttpMethod.Put, $"{person.Id}", revival)).Status.ShouldBe(404);
        (await DeleteAsync(person.Id, softly: true)).Status.ShouldBe(200);
        (await platform.AdminAsync(HttpMethod.Get, $"{person.Id}")).Body.ToString().ShouldBe(row.ToString(), "it was deleted once");

        (await DeleteAsync(person.Id, softly: false)).Status.ShouldBe(200);
        (await platform.AdminAsync(HttpMethod.Get, $"{person.Id}")).Code.ShouldBe("user_not_found");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_owner_of_an_organization_stays_until_there_is_another_one(bool softly)
    {
        var (owner, shop) = await NewOwnerAsync();
        var refused = await DeleteAsync(owner.Id, softly);
        (refused.Status, refused.Code).ShouldBe((409, "last_owner"));
        (await owner.Http.TryAsync(HttpMethod.Get, "organizations/current")).Status.ShouldBe(200, "nothing was changed");

        var second = await platform.NewMemberAsync(shop, Role.Owner);
        (await owner.Http.TryAsync(HttpMethod.Delete, $"members/{second.MemberId}")).Status.ShouldBe(200);
        (await DeleteAsync(owner.Id, softly)).Code.ShouldBe("last_owner", "who was removed owns nothing");

        await platform.NewMemberAsync(shop, Role.Owner);
        (await DeleteAsync(owner.Id, softly)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_deleted_organization_needs_no_owner()
    {
        var (owner, _) = await NewOwnerAsync();
        (await owner.Http.TryAsync(HttpMethod.Delete, "organizations/current")).Status.ShouldBe(200);
        (await DeleteAsync(owner.Id, softly: false)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Two_owners_who_are_deleted_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var (owner, shop) = await NewOwnerAsync();
            var other = await platform.NewMemberAsync(shop, Role.Owner);
            var answers = await Task.WhenAll(DeleteAsync(owner.Id, softly: false), DeleteAsync(other.Id, softly: true));
            answers.Count(answer => answer.Status == 200).ShouldBe(1, string.Join(" | ", answers.Select(a => $"{a.Status} {a.Body}")));
            await using var db = platform.Across.CreateDb();
            (await db.Members.IgnoreQueryFilters().CountAsync(m => m.OrganizationId == shop.Id)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_body_is_not_needed_and_a_broken_one_deletes_nobody()
    {
        var person = await platform.NewPersonAsync();
        using var http = platform.Client(platform.ServiceKey());
        using var broken = new HttpRequestMessage(HttpMethod.Delete, $"/auth/v1/admin/users/{person.Id}")
        {
            Content = new StringContent("{"),
        };
        using var answer = await http.SendAsync(broken);
        ((int)answer.StatusCode).ShouldBe(400);
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(200);
        (await platform.AdminAsync(HttpMethod.Delete, $"{person.Id}")).Status.ShouldBe(200);
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(401);
    }

    private Task<AuthAnswer> DeleteAsync(Guid id, bool softly) =>
        platform.AdminAsync(HttpMethod.Delete, $"{id}", new { should_soft_delete = softly });

    private async Task<(Person Owner, OrganizationScenario Shop)> NewOwnerAsync()
    {
        var owner = await platform.NewPersonAsync();
        var created = await owner.Http.PostJsonAsync("organizations", new { name = "Loja" });
        return (owner, new OrganizationScenario(platform, created.GetProperty("id").GetGuid(), Guid.Empty, "", owner.Http));
    }
}
