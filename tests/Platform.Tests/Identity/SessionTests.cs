using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Tests.Identity;

public sealed class SessionTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_parent_of_the_active_refresh_token_returns_the_active_one_at_any_time()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var first = (await host.SignUpAsync(NewEmail())).RefreshToken;
        var second = (await host.RefreshAsync(first)).RefreshToken;
        (second == first).ShouldBeFalse();

        host.Clock.Advance(TimeSpan.FromHours(5));
        (await host.RefreshAsync(first)).RefreshToken.ShouldBe(second);
    }

    [Fact]
    public async Task An_older_refresh_token_ends_the_session_once_the_reuse_interval_is_over()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var first = (await host.SignUpAsync(NewEmail())).RefreshToken;
        var second = (await host.RefreshAsync(first)).RefreshToken;
        var answer = await host.RefreshAsync(second);
        var third = answer.RefreshToken;

        (await host.RefreshAsync(first)).RefreshToken.ShouldBe(third, "within the interval it is a client that lost two answers");
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        var reused = await host.RefreshAsync(first);
        (reused.Status, reused.Code).ShouldBe((400, "refresh_token_already_used"));
        (await host.RefreshAsync(third)).Status.ShouldBe(400, "the whole family is revoked");
        (await host.Http.AuthAsync(HttpMethod.Get, "user", bearer: answer.AccessToken)).Code.ShouldBe("session_not_found");
    }

    [Fact]
    public async Task Refreshes_of_one_token_at_once_all_get_the_same_next_one()
    {
        var person = await platform.NewPersonAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            person.Http.AuthAsync(HttpMethod.Post, "token?grant_type=refresh_token", new { refresh_token = person.RefreshToken })));
        answers.Select(a => a.RefreshToken).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (answers[0].RefreshToken == person.RefreshToken).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_that_nobody_refreshed_for_a_month_has_expired()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var first = (await host.SignUpAsync(NewEmail())).RefreshToken;
        host.Clock.Advance(TimeSpan.FromDays(29));
        var second = (await host.RefreshAsync(first)).RefreshToken;
        host.Clock.Advance(TimeSpan.FromDays(31));
        (await host.RefreshAsync(second)).Code.ShouldBe("session_expired");
    }

    [Fact]
    public async Task An_expired_access_token_is_forbidden_here_and_unauthorized_at_the_api()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var session = await host.SignUpAsync(NewEmail());
        (await host.Http.AuthAsync(HttpMethod.Get, "user", bearer: session.AccessToken)).Status.ShouldBe(200);

        host.Clock.Advance(TimeSpan.FromMinutes(61));
        var user = await host.Http.AuthAsync(HttpMethod.Get, "user", bearer: session.AccessToken);
        (user.Status, user.Code).ShouldBe((403, "bad_jwt"));
        host.Http.DefaultRequestHeaders.Authorization = new("Bearer", session.AccessToken);
        var (status, body) = await host.Http.TryAsync(HttpMethod.Get, "/api/v1/me");
        (status, body.Code()).ShouldBe((401, "token_expired"));
    }

    [Theory]
    [InlineData("others", true, false)]
    [InlineData("local", false, true)]
    [InlineData("global", false, false)]
    public async Task Signing_out_ends_the_sessions_of_its_scope_at_once(string scope, bool thisOneLives, bool theOtherLives)
    {
        var person = await platform.NewPersonAsync();
        var other = await person.Http.AuthAsync(
            HttpMethod.Post, "token?grant_type=password", new { email = person.Email, password = People.Password });
        using var otherHttp = platform.Client(other.AccessToken);
        await otherHttp.GetJsonAsync("me");
        await person.Http.GetJsonAsync("me");

        var signedOut = await person.Http.AuthAsync(HttpMethod.Post, $"logout?scope={scope}", bearer: person.AccessToken);
        signedOut.Status.ShouldBe(204);
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(thisOneLives ? 200 : 401);
        (await otherHttp.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(theOtherLives ? 200 : 401);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        var person = await platform.NewPersonAsync();
        var other = await person.Http.AuthAsync(
            HttpMethod.Post, "token?grant_type=password", new { email = person.Email, password = People.Password });

        var changed = await person.Http.AuthAsync(HttpMethod.Put, "user", new { password = "outra senha longa" }, person.AccessToken);
        changed.Status.ShouldBe(200);
        (await person.Http.AuthAsync(HttpMethod.Get, "user", bearer: other.AccessToken)).Code.ShouldBe("session_not_found");
        (await person.Http.AuthAsync(HttpMethod.Get, "user", bearer: person.AccessToken)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Neither_tokens_nor_passwords_are_in_the_database()
    {
        var person = await platform.NewPersonAsync();
        await using var db = platform.Across.CreateDb();
        var user = await db.AuthUsers.SingleAsync(u => u.Id == person.Id);
        user.PasswordHash.ShouldNotContain(People.Password);
        var tokens = await db.RefreshTokens
            .Where(t => db.AuthSessions.Any(s => s.Id == t.SessionId && s.UserId == person.Id))
            .ToListAsync();
        tokens.Single().TokenHash.Length.ShouldBe(32);
    }

    [Fact]
    public async Task Wrong_password_and_unknown_user_cannot_be_told_apart()
    {
        var person = await platform.NewPersonAsync();
        Task<AuthAnswer> SignIn(string email, string password) =>
            person.Http.AuthAsync(HttpMethod.Post, "token?grant_type=password", new { email, password });

        (await SignIn(person.Email, People.Password)).Status.ShouldBe(200);
        var wrong = await SignIn(person.Email, "outra senha longa");
        var unknown = await SignIn("x" + person.Email, People.Password);
        (wrong.Status, wrong.Body.ToString()).ShouldBe((unknown.Status, unknown.Body.ToString()));
        wrong.Code.ShouldBe("invalid_credentials");
    }

    [Fact]
    public async Task Somebody_banned_is_turned_away_everywhere()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var email = NewEmail();
        var session = await host.SignUpAsync(email);
        await using (var db = platform.Across.CreateDb())
        {
            (await db.AuthUsers.SingleAsync(u => u.Email == email)).BannedUntil = host.Clock.GetUtcNow().AddDays(1);
            await db.SaveChangesAsync();
        }

        (await host.SignInAsync(email)).Code.ShouldBe("user_banned");
        (await host.RefreshAsync(session.RefreshToken)).Code.ShouldBe("user_banned");
        (await host.Http.AuthAsync(HttpMethod.Get, "user", bearer: session.AccessToken)).Code.ShouldBe("user_banned");
        host.Clock.Advance(TimeSpan.FromDays(2));
        (await host.SignInAsync(email)).Status.ShouldBe(200);
    }

    private static string NewEmail() => $"sessao-{Guid.CreateVersion7():N}@example.com";
}
