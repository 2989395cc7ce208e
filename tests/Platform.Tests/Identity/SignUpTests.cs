using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Tests.Identity;

public sealed class SignUpTests(PlatformFixture platform)
{
    private static readonly EmbeddedAuthOptions Confirming = new() { Autoconfirm = false };

    [Fact]
    public async Task An_address_that_must_be_confirmed_signs_in_only_after_its_link_was_followed()
    {
        await using var host = await AuthHost.StartAsync(platform, Confirming);
        var email = NewEmail();

        var signedUp = await host.SignUpAsync(email);
        signedUp.Status.ShouldBe(200);
        signedUp.Body.TryGetProperty("access_token", out _).ShouldBeFalse();
        signedUp.Body.GetProperty("identities").GetArrayLength().ShouldBe(1);
        (await host.SignInAsync(email)).Code.ShouldBe("email_not_confirmed");

        using var followed = await host.Http.GetAsync(await host.MailedLinkAsync(email));
        ((int)followed.StatusCode).ShouldBe(303);
        followed.Headers.Location!.Fragment.ShouldContain("access_token=");
        followed.Headers.Location.Fragment.ShouldContain("type=signup");
        (await host.SignInAsync(email)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_taken_address_looks_like_a_new_one_where_addresses_are_confirmed()
    {
        await using var host = await AuthHost.StartAsync(platform, Confirming with { Limits = new() { MailInterval = TimeSpan.Zero } });
        var email = NewEmail();
        var first = await host.SignUpAsync(email);
        using var followed = await host.Http.GetAsync(await host.MailedLinkAsync(email));

        var second = await host.SignUpAsync(email);
        second.Status.ShouldBe(200);
        second.Body.GetProperty("identities").GetArrayLength().ShouldBe(0);
        second.Body.Text("role").ShouldBe("");
        (second.Body.Text("id") == first.Body.Text("id")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_taken_address_is_refused_where_nothing_is_confirmed()
    {
        var person = await platform.NewPersonAsync();
        var again = await person.Http.AuthAsync(
            HttpMethod.Post, "signup", new { email = person.Email.ToUpperInvariant(), password = People.Password });
        (again.Status, again.Code).ShouldBe((422, "user_already_exists"));
    }

    [Fact]
    public async Task Two_sign_ups_with_one_address_at_once_make_one_user()
    {
        var email = NewEmail();
        using var http = platform.Client(bearer: null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => http.AuthAsync(HttpMethod.Post, "signup", new { email, password = People.Password })));
        answers.Select(a => a.Status).Order().ShouldBe([200, 422, 422, 422]);
        await using var db = platform.Across.CreateDb();
        (await db.AuthUsers.CountAsync(u => u.Email == email)).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"email":"NEW","password":"12345"}""", 422, "weak_password")]
    [InlineData("""{"email":"NEW"}""", 400, "validation_failed")]
    [InlineData("""{"email":"no address","password":"uma senha longa"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a@b.c\r\nBcc: d@e.f","password":"uma senha longa"}""", 400, "validation_failed")]
    [InlineData("""{"email":"a\u0000@example.com","password":"uma senha longa"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","password":"uma senha longa","data":{"a":"\u0000"}}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","password":"uma senha longa","data":{"a":"\ud800"}}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","password":"uma senha longa","data":[]}""", 400, "bad_json")]
    [InlineData("""{"email":"NEW","password":"uma senha longa","code_challenge":"x"}""", 400, "validation_failed")]
    [InlineData("""{"email":7,"password":"uma senha longa"}""", 400, "bad_json")]
    [InlineData("""{"email":"NEW","password":"uma senha""", 400, "bad_json")]
    [InlineData("""{"phone":"+5511988887777","password":"uma senha longa"}""", 422, "phone_provider_disabled")]
    [InlineData("{}", 422, "anonymous_provider_disabled")]
    [InlineData("", 400, "bad_json")]
    [InlineData("null", 400, "bad_json")]
    [InlineData("[]", 400, "bad_json")]
    [InlineData("""{"email":"NEW","password":"uma senha longa","something_new":{"of":["a","newer","client"]}}""", 200, null)]
    public async Task Bad_sign_ups_are_refused_by_code_and_unknown_members_are_tolerated(string body, int status, string? code)
    {
        using var http = platform.Client(bearer: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/signup")
        {
            Content = new StringContent(body.Replace("NEW", NewEmail(), StringComparison.Ordinal)),
            Headers = { { "X-Supabase-Api-Version", "2024-01-01" } },
        };
        using var response = await http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
        if (code is not null)
        {
            response.Headers.GetValues("x-sb-error-code").ShouldBe([code]);
        }
    }

    [Fact]
    public async Task Seventy_two_bytes_are_the_longest_password()
    {
        using var http = platform.Client(bearer: null);
        Task<AuthAnswer> With(string password) => http.AuthAsync(HttpMethod.Post, "signup", new { email = NewEmail(), password });

        (await With(new string('a', 72))).Status.ShouldBe(200);
        (await With(new string('a', 73))).Code.ShouldBe("validation_failed");
        (await With(new string('ã', 37))).Code.ShouldBe("validation_failed");
    }

    [Fact]
    public async Task What_users_say_about_themselves_cannot_overrule_what_is_known()
    {
        using var http = platform.Client(bearer: null);
        var email = NewEmail();
        var answer = await http.AuthAsync(
            HttpMethod.Post,
            "signup",
            new { email, password = People.Password, data = new { email = "chefe@example.com", sub = "1", role = "admin" } });
        var user = answer.Body.GetProperty("user");
        user.GetProperty("user_metadata").Text("email").ShouldBe(email);
        user.GetProperty("user_metadata").Text("sub").ShouldBe(user.Text("id"));
        user.Text("role").ShouldBe("authenticated");
        user.GetProperty("app_metadata").TryGetProperty("role", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Closed_sign_ups_are_refused()
    {
        await using var host = await AuthHost.StartAsync(platform, new() { SignUpsAreOpen = false });
        (await host.SignUpAsync(NewEmail())).Code.ShouldBe("signup_disabled");
    }

    private static string NewEmail() => $"nova-{Guid.CreateVersion7():N}@example.com";
}
