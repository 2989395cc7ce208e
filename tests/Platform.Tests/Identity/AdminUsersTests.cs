using System.Globalization;
using System.Text.Json;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Identity;

public sealed class AdminUsersTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_created_user_is_found_and_signs_in_once_confirmed()
    {
        var email = NewEmail();
        var created = await AdminAsync(HttpMethod.Post, "", new
        {
            email = email.ToUpperInvariant(),
            password = People.Password,
            user_metadata = new { full_name = "Bia" },
            app_metadata = new { plan = "gold", provider = "evil" },
        });
        created.Status.ShouldBe(200);
        created.Body.Text("email").ShouldBe(email);
        created.Body.GetProperty("user_metadata").Text("full_name").ShouldBe("Bia");
        created.Body.GetProperty("app_metadata").Text("plan").ShouldBe("gold");
        created.Body.GetProperty("app_metadata").Text("provider").ShouldBe("email");
        (await SignInAsync(email)).Code.ShouldBe("email_not_confirmed");

        var id = created.Body.Text("id");
        (await AdminAsync(HttpMethod.Put, id!, new { email_confirm = true })).Body.Text("email_confirmed_at").ShouldNotBeNull();
        (await SignInAsync(email)).AccessToken.ShouldNotBeEmpty();
        (await AdminAsync(HttpMethod.Get, id!)).Body.Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task An_id_can_be_chosen_and_neither_it_nor_an_address_is_given_twice()
    {
        var id = Guid.CreateVersion7();
        var email = NewEmail();
        (await AdminAsync(HttpMethod.Post, "", new { id, email })).Body.GetProperty("id").GetGuid().ShouldBe(id);
        (await AdminAsync(HttpMethod.Post, "", new { id, email = NewEmail() })).Code.ShouldBe("user_already_exists");
        (await AdminAsync(HttpMethod.Post, "", new { email })).Code.ShouldBe("email_exists");
        var other = (await AdminAsync(HttpMethod.Post, "", new { email = NewEmail() })).Body.Text("id");
        (await AdminAsync(HttpMethod.Put, other!, new { email })).Code.ShouldBe("email_exists");
        (await SignInAsync(email, "")).Code.ShouldBe("invalid_credentials", "without a password none fits");
    }

    [Theory]
    [InlineData("{}", 400, "validation_failed")]
    [InlineData("""{"email":"nobody"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","id":"1"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","id":"00000000-0000-0000-0000-000000000000"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","password":"12345"}""", 422, "weak_password")]
    [InlineData("""{"email":"NEW","phone":"+5511999999999"}""", 422, "phone_provider_disabled")]
    [InlineData("""{"email":"NEW","password_hash":"$2a$10$x"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","role":"service_role"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","ban_duration":"soon"}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","app_metadata":{"a":"\u0000"}}""", 400, "validation_failed")]
    [InlineData("""{"email":"NEW","user_metadata":[]}""", 400, "bad_json")]
    [InlineData("""{"email":"NEW","email_confirm":"yes"}""", 400, "bad_json")]
    [InlineData("null", 400, "bad_json")]
    [InlineData("""{"email":"NEW","role":"authenticated","ban_duration":"none","something_newer":1}""", 200, null)]
    public async Task What_cannot_be_done_is_refused_rather_than_ignored(string body, int status, string? code)
    {
        using var json = JsonDocument.Parse(body.Replace("NEW", NewEmail(), StringComparison.Ordinal));
        var answer = await AdminAsync(HttpMethod.Post, "", json.RootElement);
        (answer.Status, answer.Code).ShouldBe((status, code));
        if (status == 200)
        {
            (await AdminAsync(HttpMethod.Put, answer.Body.Text("id")!, new { role = "admin" })).Code.ShouldBe("validation_failed");
        }
    }

    [Fact]
    public async Task Users_are_listed_newest_first_with_their_number_and_where_the_other_pages_are()
    {
        for (var i = 0; i < 3; i++)
        {
            await AdminAsync(HttpMethod.Post, "", new { email = NewEmail() });
        }

        var first = await AdminAsync(HttpMethod.Get, "?page=1&per_page=2");
        var users = first.Body.GetProperty("users");
        users.GetArrayLength().ShouldBe(2);
        first.Body.Text("aud").ShouldBe("authenticated");
        var times = users.EnumerateArray().Select(user => user.GetProperty("created_at").GetDateTimeOffset()).ToList();
        times[0].ShouldBeGreaterThanOrEqualTo(times[1]);
        int.Parse(first.Headers["X-Total-Count"], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(3);
        first.Headers["Link"].ShouldStartWith("</auth/v1/admin/users?page=2&per_page=2>; rel=\"next\", </auth/v1/admin/users?page=");
        first.Headers["Link"].ShouldEndWith("&per_page=2>; rel=\"last\"");

        var beyond = await AdminAsync(HttpMethod.Get, "?page=2147483647&per_page=1000");
        beyond.Body.GetProperty("users").GetArrayLength().ShouldBe(0);
        beyond.Headers["Link"].ShouldNotContain("next");
        (await AdminAsync(HttpMethod.Get, "?page=&per_page=")).Status.ShouldBe(200);
        foreach (var bad in new[] { "page=0", "page=-1", "page=x", "per_page=0", "per_page=99999999999", "per_page=1.5" })
        {
            (await AdminAsync(HttpMethod.Get, "?" + bad)).Code.ShouldBe("validation_failed", bad);
        }
    }

    [Fact]
    public async Task Whoever_is_not_there_is_not_found()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            var body = method == HttpMethod.Get ? null : new { };
            (await AdminAsync(method, $"{Guid.CreateVersion7()}", body)).ShouldSatisfyAllConditions(
                answer => answer.Status.ShouldBe(404), answer => answer.Code.ShouldBe("user_not_found"));
            (await AdminAsync(method, "me", body)).Code.ShouldBe("validation_failed");
        }
    }

    [Fact]
    public async Task Metadata_is_merged_and_null_removes()
    {
        var person = await platform.NewPersonAsync();
        var first = new { user_metadata = new { theme = "dark" }, app_metadata = new { a = 1, b = 2 } };
        await AdminAsync(HttpMethod.Put, $"{person.Id}", first);
        var user = (await AdminAsync(HttpMethod.Put, $"{person.Id}", new { app_metadata = new { a = (int?)null, c = 3 } })).Body;
        user.GetProperty("user_metadata").Text("full_name").ShouldBe("Ana Lima");
        user.GetProperty("user_metadata").Text("theme").ShouldBe("dark");
        user.GetProperty("app_metadata").EnumerateObject().Select(member => member.Name)
            .ShouldBe(["provider", "providers", "b", "c"], ignoreOrder: true);
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(200, "nothing about his sessions was changed");
    }

    [Fact]
    public async Task A_ban_ends_the_sessions_at_once_and_can_be_lifted()
    {
        var person = await platform.NewPersonAsync();
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(200, "control");

        var banned = await AdminAsync(HttpMethod.Put, $"{person.Id}", new { ban_duration = "24h" });
        banned.Body.GetProperty("banned_until").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddHours(23));
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(401);
        (await SignInAsync(person.Email)).Code.ShouldBe("user_banned");

        var lifted = await AdminAsync(HttpMethod.Put, $"{person.Id}", new { ban_duration = "none" });
        lifted.Body.TryGetProperty("banned_until", out _).ShouldBeFalse();
        (await person.Http.TryAsync(HttpMethod.Get, "me")).Status.ShouldBe(401, "his sessions do not come back");
        (await SignInAsync(person.Email)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_new_password_or_address_ends_sessions_and_links_that_were_mailed_before()
    {
        await using var host = await AuthHost.StartAsync(platform, new() { Limits = new() { MailInterval = TimeSpan.Zero } });
        foreach (var change in new object[] { new { password = "outra senha longa" }, new { email = NewEmail() } })
        {
            var email = NewEmail();
            var session = await host.SignUpAsync(email);
            await host.Http.AuthAsync(HttpMethod.Post, "recover", new { email });
            var link = await host.MailedLinkAsync(email);

            var id = session.Body.GetProperty("user").Text("id");
            (await host.Http.AuthAsync(HttpMethod.Put, $"admin/users/{id}", change, platform.ServiceKey())).Status.ShouldBe(200);
            (await host.RefreshAsync(session.RefreshToken)).Code.ShouldBe("refresh_token_not_found");
            using var followed = await host.Http.GetAsync(link);
            followed.Headers.Location!.Fragment.ShouldContain("error_code=otp_expired");
        }
    }

    private Task<AuthAnswer> AdminAsync(HttpMethod method, string rest, object? body = null) => platform.AdminAsync(method, rest, body);

    private async Task<AuthAnswer> SignInAsync(string email, string password = People.Password)
    {
        using var http = platform.Client(bearer: null);
        return await http.AuthAsync(HttpMethod.Post, "token?grant_type=password", new { email, password });
    }

    private static string NewEmail() => $"criada-{Guid.CreateVersion7():N}@example.com";
}
