using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Tests.Organizations;

public sealed class InvitationTests(PlatformFixture platform)
{
    [Fact]
    public async Task Whoever_was_invited_joins_once_with_the_offered_role()
    {
        var shop = await platform.NewOrganizationAsync("Loja Aberta");
        var guest = await platform.NewPersonAsync();
        var invitation = await shop.Http.PostJsonAsync("invitations", new { email = guest.Email.ToUpperInvariant(), role = "manager" });
        var listed = (await shop.Http.GetJsonAsync("invitations")).GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        listed.TryGetProperty("token", out _).ShouldBeFalse("the token is shown once");

        var joined = await guest.Http.PostJsonAsync("invitations/accept", new { token = invitation.Text("token") });
        (joined.Text("organization_name"), joined.Text("role")).ShouldBe(("Loja Aberta", "manager"));
        (await guest.Http.GetJsonAsync("organizations/current")).Text("id").ShouldBe(shop.Id.ToString());
        (await shop.Http.GetJsonAsync("invitations")).GetProperty("data").GetArrayLength().ShouldBe(0);
        (await guest.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token = invitation.Text("token") })).Body.Code()
            .ShouldBe("invitation_used");
    }

    [Fact]
    public async Task An_invitation_is_for_its_address_only()
    {
        var shop = await platform.NewOrganizationAsync();
        var guest = await platform.NewPersonAsync();
        var stranger = await platform.NewPersonAsync();
        var token = (await shop.Http.PostJsonAsync("invitations", new { email = guest.Email, role = "admin" })).Text("token");

        var refused = await stranger.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token });
        (refused.Status, refused.Body.Code()).ShouldBe((403, "invitation_for_another"));
        (await shop.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token })).Body.Code().ShouldBe("user_required");
        (await guest.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_revoked_or_invented_invitation_is_not_found()
    {
        var shop = await platform.NewOrganizationAsync();
        var guest = await platform.NewPersonAsync();
        var invitation = await shop.Http.PostJsonAsync("invitations", new { email = guest.Email, role = "viewer" });
        (await shop.Http.TryAsync(HttpMethod.Delete, $"invitations/{invitation.Text("id")}")).Status.ShouldBe(200);
        (await guest.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token = invitation.Text("token") })).Status.ShouldBe(404);
        (await guest.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token = "invented" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_invitation_expires_after_a_week()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions { AccessTokenLifetime = TimeSpan.FromDays(30) });
        var shop = await platform.NewOrganizationAsync();
        var early = await InvitedAsync();
        var late = await InvitedAsync();

        host.Clock.Advance(TimeSpan.FromDays(6.9));
        (await AcceptAsync(early)).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromDays(0.2));
        (await AcceptAsync(late)).Body.Code().ShouldBe("invitation_expired");

        async Task<(string Bearer, string Token)> InvitedAsync()
        {
            var email = $"convidada-{Guid.CreateVersion7():N}@example.com";
            var session = await host.SignUpAsync(email);
            return (session.AccessToken, (await shop.Http.PostJsonAsync("invitations", new { email, role = "viewer" })).Text("token")!);
        }

        Task<(int Status, System.Text.Json.JsonElement Body)> AcceptAsync((string Bearer, string Token) guest)
        {
            host.Http.DefaultRequestHeaders.Authorization = new("Bearer", guest.Bearer);
            return host.Http.TryAsync(HttpMethod.Post, "/api/v1/invitations/accept", new { token = guest.Token });
        }
    }

    [Fact]
    public async Task Accepting_twice_at_once_joins_once()
    {
        var shop = await platform.NewOrganizationAsync();
        var guest = await platform.NewPersonAsync();
        var token = (await shop.Http.PostJsonAsync("invitations", new { email = guest.Email, role = "viewer" })).Text("token");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => guest.Http.TryAsync(HttpMethod.Post, "invitations/accept", new { token })));
        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.ShouldAllBe(a => a.Status < 500);
        await using var db = platform.Across.CreateDb();
        (await db.Members.IgnoreQueryFilters().CountAsync(m => m.OrganizationId == shop.Id && m.UserId == guest.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Members_are_not_invited_again_and_only_the_token_s_hash_is_kept()
    {
        var shop = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(shop, Role.Viewer);
        var again = await shop.Http.TryAsync(HttpMethod.Post, "invitations", new { email = member.Email, role = "admin" });
        again.Body.Code().ShouldBe("already_member");
        await shop.Http.PostJsonAsync("invitations", new { email = "nova@example.com", role = "admin" });
        await using var db = platform.Across.CreateDb();
        (await db.Invitations.IgnoreQueryFilters().SingleAsync(i => i.OrganizationId == shop.Id)).TokenHash.Length.ShouldBe(32);
    }
}
