using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Identity;

public sealed class ReauthenticateTests(PlatformFixture platform)
{
    [Fact]
    public async Task An_old_session_changes_the_password_with_a_mailed_code_only()
    {
        await using var host = await AuthHost.StartAsync(platform, new()
        {
            RequireReauthentication = true,
            AccessTokenLifetime = TimeSpan.FromDays(3),
            Limits = new() { MailInterval = TimeSpan.Zero },
        });
        var email = NewEmail();
        var token = (await host.SignUpAsync(email)).AccessToken;
        var other = NewEmail();
        var otherToken = (await host.SignUpAsync(other)).AccessToken;
        (await ChangeAsync("uma senha nova", nonce: null)).Status.ShouldBe(200, "who has just signed in has shown who he is");

        host.Clock.Advance(TimeSpan.FromHours(25));
        (await ChangeAsync("a terceira senha", nonce: null)).Code.ShouldBe("reauthentication_needed");
        (await ChangeAsync("a terceira senha", nonce: "nobodys")).Code.ShouldBe("reauthentication_not_valid");
        (await ChangeAsync("a terceira senha", await CodeAsync(other, otherToken))).Code.ShouldBe("reauthentication_not_valid");

        var code = await CodeAsync(email, token);
        (await ChangeAsync("uma senha nova", code)).Code.ShouldBe("same_password");
        (await ChangeAsync("a terceira senha", code)).Status.ShouldBe(200, "a refusal for another reason does not use the code up");
        (await ChangeAsync("a quarta senha", code)).Code.ShouldBe("reauthentication_not_valid");

        Task<AuthAnswer> ChangeAsync(string password, string? nonce) =>
            host.Http.AuthAsync(HttpMethod.Put, "user", new { password, nonce }, token);

        async Task<string> CodeAsync(string to, string bearer)
        {
            var answer = await host.Http.AuthAsync(HttpMethod.Get, "reauthenticate", bearer: bearer);
            (answer.Status, answer.Body.ToString()).ShouldBe((200, "{}"));
            return (await host.MailAsync(to))[^1];
        }
    }

    [Fact]
    public async Task A_code_signs_nobody_in_and_is_sent_to_who_is_signed_in_only()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        (await host.Http.AuthAsync(HttpMethod.Get, "reauthenticate")).Code.ShouldBe("no_authorization");
        var email = NewEmail();
        var token = (await host.SignUpAsync(email)).AccessToken;
        (await host.Http.AuthAsync(HttpMethod.Get, "reauthenticate", bearer: token)).Status.ShouldBe(200);
        (await host.Http.AuthAsync(HttpMethod.Get, "reauthenticate", bearer: token)).Code.ShouldBe("over_email_send_rate_limit");

        var code = (await host.MailAsync(email))[^1];
        foreach (var type in new[] { "reauthentication", "recovery", "signup", "email", "email_change" })
        {
            (await host.Http.AuthAsync(HttpMethod.Post, "verify", new { type, email, token = code })).Status.ShouldBeOneOf([400, 403]);
        }

        var change = new { password = "uma senha nova", nonce = code };
        (await host.Http.AuthAsync(HttpMethod.Put, "user", change, token)).Status.ShouldBe(200, "control");
    }

    private static string NewEmail() => $"codigo-{Guid.CreateVersion7():N}@example.com";
}
