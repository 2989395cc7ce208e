using System.Text;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Identity;

public sealed class AuthConventionsTests(PlatformFixture platform)
{
    [Fact]
    public async Task Clients_that_name_a_version_get_codes_and_older_ones_their_own_form()
    {
        using var http = platform.Client(bearer: null);
        var current = await http.AuthAsync(HttpMethod.Get, "user");
        current.Headers["X-Supabase-Api-Version"].ShouldBe("2024-01-01");
        current.Headers["x-sb-error-code"].ShouldBe("no_authorization");
        current.Code.ShouldBe("no_authorization");

        foreach (var version in new[] { null, "2023-12-31", "soon" })
        {
            var older = await http.AuthAsync(HttpMethod.Get, "user", version: version);
            older.Headers.ContainsKey("X-Supabase-Api-Version").ShouldBeFalse();
            older.Body.GetProperty("code").GetInt32().ShouldBe(401);
            older.Body.Text("error_code").ShouldBe("no_authorization");
            older.Body.Text("msg").ShouldBe("This endpoint requires a valid Bearer token");
        }
    }

    [Fact]
    public async Task Pages_of_any_origin_may_call_but_send_no_cookies()
    {
        using var http = platform.Client(bearer: null);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/auth/v1/token")
        {
            Headers =
            {
                { "Origin", "https://loja.example" },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "apikey,x-supabase-api-version" },
            },
        };
        using var answer = await http.SendAsync(preflight);
        ((int)answer.StatusCode).ShouldBe(204);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers")).ShouldContain("apikey");
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_read_and_one_byte_more_is_not()
    {
        const int limit = 1024 * 1024;

        // The server answers without reading what is too large; whoever still writes then would not hear it.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(platform.Address), DefaultRequestHeaders = { ExpectContinue = true } };
        (await PostAsync(limit)).ShouldBe(422);
        (await PostAsync(limit + 1)).ShouldBe(413);

        async Task<int> PostAsync(int size)
        {
            const string start = "{\"filler\":\"";
            var body = start + new string('x', size - start.Length - 2) + "\"}";
            using var response = await http.PostAsync("/auth/v1/signup", new StringContent(body, Encoding.UTF8, "application/json"));
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("POST", "token?grant_type=magic", 400, "invalid_credentials")]
    [InlineData("POST", "token", 400, "invalid_credentials")]
    [InlineData("GET", "nowhere", 404, "not_found")]
    [InlineData("POST", "recover", 400, "validation_failed")]
    [InlineData("POST", "verify", 400, "validation_failed")]
    [InlineData("POST", "resend", 400, "validation_failed")]
    public async Task Senseless_requests_are_refused_by_code(string method, string path, int status, string code)
    {
        using var http = platform.Client(bearer: null);
        var answer = await http.AuthAsync(new HttpMethod(method), path, method == "POST" ? new { } : null);
        (answer.Status, answer.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task The_public_key_as_bearer_means_that_nobody_is_signed_in()
    {
        using var http = platform.Client(bearer: null);
        var key = (await http.GetJsonAsync("/config.json")).Text("anon_key");
        (await http.AuthAsync(HttpMethod.Get, "user", bearer: key)).Status.ShouldBe(401);
        (await http.AuthAsync(HttpMethod.Get, "user", bearer: "something else")).Status.ShouldBe(403);
        (await http.AuthAsync(HttpMethod.Post, "signup", new { email = NewEmail(), password = People.Password }, key)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_per_address()
    {
        await using var host = await AuthHost.StartAsync(platform, new() { Limits = new() { SignIns = 3 } });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await host.SignInAsync(NewEmail())).Code.ShouldBe("invalid_credentials");
        }

        var refused = await host.SignInAsync(NewEmail());
        (refused.Status, refused.Code).ShouldBe((429, "over_request_rate_limit"));
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        (await host.RefreshAsync("nobodys")).Code.ShouldBe("refresh_token_not_found", "refreshing has a limit of its own");
    }

    [Fact]
    public async Task Mails_to_one_address_are_limited_whether_or_not_somebody_has_it()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var known = NewEmail();
        await host.SignUpAsync(known);
        foreach (var email in new[] { known, NewEmail() })
        {
            (await host.Http.AuthAsync(HttpMethod.Post, "recover", new { email })).Status.ShouldBe(200);
            (await host.Http.AuthAsync(HttpMethod.Post, "recover", new { email })).Code.ShouldBe("over_email_send_rate_limit");
        }

        Directory.GetFiles(host.Outbox).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_mailed_link_leads_to_us_only()
    {
        await using var host = await AuthHost.StartAsync(platform, new() { Limits = new() { MailInterval = TimeSpan.Zero } });
        var email = NewEmail();
        await host.SignUpAsync(email);

        (await LeadsToAsync("https://evil.example/steal")).Host.ShouldBe("localhost");
        (await LeadsToAsync("//evil.example")).Host.ShouldBe("localhost");
        (await LeadsToAsync("javascript:alert(1)")).Host.ShouldBe("localhost");
        (await LeadsToAsync("http://localhost:3000/reset")).AbsolutePath.ShouldBe("/reset");

        async Task<Uri> LeadsToAsync(string redirect)
        {
            await host.Http.AuthAsync(HttpMethod.Post, $"recover?redirect_to={Uri.EscapeDataString(redirect)}", new { email });
            using var followed = await host.Http.GetAsync(await host.MailedLinkAsync(email));
            followed.Headers.Location!.Fragment.ShouldContain("access_token=");
            return followed.Headers.Location;
        }
    }

    [Fact]
    public async Task A_mailed_token_can_be_typed_once_and_expires()
    {
        await using var host = await AuthHost.StartAsync(platform, new() { Limits = new() { MailInterval = TimeSpan.Zero } });
        var email = NewEmail();
        await host.SignUpAsync(email);

        var token = await TokenAsync();
        (await TypeAsync(token)).AccessToken.ShouldNotBeEmpty();
        (await TypeAsync(token)).Code.ShouldBe("otp_expired");
        var late = await TokenAsync();
        host.Clock.Advance(TimeSpan.FromHours(25));
        (await TypeAsync(late)).Code.ShouldBe("otp_expired");

        Task<AuthAnswer> TypeAsync(string text) =>
            host.Http.AuthAsync(HttpMethod.Post, "verify", new { type = "recovery", email, token = text });

        async Task<string> TokenAsync()
        {
            await host.Http.AuthAsync(HttpMethod.Post, "recover", new { email });
            return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery((await host.MailedLinkAsync(email)).Query)["token"].ToString();
        }
    }

    private static string NewEmail() => $"regra-{Guid.CreateVersion7():N}@example.com";
}
