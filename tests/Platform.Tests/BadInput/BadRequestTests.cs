using System.Text;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;
using Agentes.Platform.Tests.Security;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>
/// Hundreds of requests that are wrong in one way each: refused with the right status and code, telling nothing, storing
/// nothing.
/// </summary>
public sealed class BadRequestTests(PlatformFixture platform)
{
    [Fact]
    public Task Broken_bodies_are_refused_on_every_route() => RefusedAsync(
        "broken bodies", atLeast: 350, tenant => WritingRoutes.Of(tenant).SelectMany(BrokenBodies.Of), tenant => tenant.Organization.Key);

    [Fact]
    public Task Broken_bodies_are_refused_where_a_person_is_enough() => RefusedAsync(
        "bodies of persons", atLeast: 30, _ => WritingRoutes.OfPersons().SelectMany(BrokenBodies.Of), tenant => tenant.Owner.AccessToken);

    [Fact]
    public Task Values_that_break_a_rule_are_refused() => RefusedAsync(
        "fields", atLeast: 150, tenant => BadFields.Of(tenant).Concat(BadCatalogue.Of(tenant)), tenant => tenant.Organization.Key);

    [Fact]
    public Task Wrong_addresses_parameters_and_headers_are_refused() => RefusedAsync(
        "addresses", atLeast: 150, BadAddresses.Of, tenant => tenant.Organization.Key);

    [Fact]
    public async Task Credentials_that_are_none_are_refused()
    {
        var tenant = await Tenant.CreateAsync(platform);
        var rows = await BadCredentials.OfAsync(platform, tenant);
        await RefusedAsync("credentials", atLeast: 60, tenant, rows, bearer: null);
    }

    /// <summary>The control: the bodies that the others break are accepted, and no route that takes one is missing.</summary>
    [Fact]
    public async Task The_bodies_that_were_broken_are_accepted_when_whole()
    {
        var tenant = await Tenant.CreateAsync(platform);
        var routes = WritingRoutes.Of(tenant);
        ApiRoute.All(platform).Where(route => route.HasBody).Select(route => route.Name).Order(StringComparer.Ordinal)
            .ShouldBe(routes.Concat(WritingRoutes.OfPersons()).Select(route => route.Name).Order(StringComparer.Ordinal));
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(route.Method, route.Path)
            {
                Content = new StringContent(route.Valid, Encoding.UTF8, "application/json"),
            };
            using var response = await tenant.Http.SendAsync(request);
            response.IsSuccessStatusCode.ShouldBeTrue($"{route.Name}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task A_replayed_key_with_another_body_is_refused_and_nothing_is_done_twice()
    {
        var organization = await platform.NewOrganizationAsync();
        async Task<(int Status, string Text)> SendAsync(string path, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Idempotency-Key", "pedido-1");
            using var response = await organization.Http.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        var first = await SendAsync("contacts", """{"name":"Ana"}""");
        first.Status.ShouldBe(201);
        foreach (var (path, body) in new[] { ("contacts", """{"name":"Bia"}"""), ("contacts", "{"), ("agents", """{"name":"Ana"}""") })
        {
            var other = await SendAsync(path, body);
            other.Status.ShouldBe(422, body);
            other.Text.ShouldContain("\"code\":\"idempotency_mismatch\"");
        }

        (await SendAsync("contacts", """{"name":"Ana"}""")).ShouldBe(first, "the same request is answered as before");
        (await organization.Http.GetJsonAsync("contacts")).GetProperty("data").GetArrayLength().ShouldBe(1);
        (await organization.Http.GetJsonAsync("agents")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_that_the_agent_owns_takes_no_reply_of_a_member()
    {
        var organization = await platform.NewOrganizationAsync();
        var conversation = await organization.NewConversationAsync();
        var reply = new { text = "Oi" };
        var (status, problem) = await organization.Http.TryAsync(HttpMethod.Post, $"conversations/{conversation}/replies", reply);
        (status, problem.Code()).ShouldBe((409, "conversation_owned_by_bot"));
        await organization.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        await organization.Http.PostJsonAsync($"conversations/{conversation}/replies", reply);
    }

    [Fact]
    public async Task A_message_id_cannot_be_used_for_another_text()
    {
        var organization = await platform.NewOrganizationAsync();
        var conversation = await organization.NewConversationAsync();
        var id = Guid.CreateVersion7();
        var first = await organization.SayAsync(conversation, "Oi", id);
        var (status, problem) = await organization.Http.TryAsync(
            HttpMethod.Post, $"conversations/{conversation}/messages", new { text = "Tchau", client_message_id = id });
        (status, problem.Code()).ShouldBe((409, "client_message_id_reused"));
        (await organization.SayAsync(conversation, "Oi", id)).Text("id").ShouldBe(first.Text("id"));
    }

    [Fact]
    public async Task A_text_whose_preview_ends_within_an_emoji_is_stored()
    {
        var organization = await platform.NewOrganizationAsync();
        var conversation = await organization.NewConversationAsync();
        var text = new string('a', 119) + "😀 e mais";
        await organization.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        await organization.SayAsync(conversation, text);
        (await organization.Http.PostJsonAsync($"conversations/{conversation}/replies", new { text })).Text("text").ShouldBe(text);
    }

    private async Task RefusedAsync(string what, int atLeast, Func<Tenant, IEnumerable<BadRequest>> rows, Func<Tenant, string> bearer)
    {
        var tenant = await Tenant.CreateAsync(platform);
        await RefusedAsync(what, atLeast, tenant, [.. rows(tenant)], bearer(tenant));
    }

    private async Task RefusedAsync(string what, int atLeast, Tenant tenant, List<BadRequest> rows, string? bearer)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60) };
        using var http = new HttpClient(handler)
        {
            BaseAddress = tenant.Http.BaseAddress,
        };
        var before = await OrganizationRows.ReadAsync(platform, tenant.Id);
        var faults = new List<string>();
        foreach (var row in rows)
        {
            if (await row.FaultAsync(http, bearer) is { Length: > 0 } fault)
            {
                faults.Add(fault);
            }
        }

        faults.ShouldBeEmpty($"{faults.Count} of {rows.Count} {what}");
        (await OrganizationRows.ReadAsync(platform, tenant.Id)).ShouldBe(before, "nothing is stored");
        rows.Count.ShouldBeGreaterThan(atLeast);
    }
}
