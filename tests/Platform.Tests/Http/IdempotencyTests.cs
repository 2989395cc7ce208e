using System.Net.Http.Json;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Tests.Http;

public sealed class IdempotencyTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_repeated_request_is_answered_and_not_done_again()
    {
        var shop = await platform.NewOrganizationAsync();
        var first = await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" });
        var second = await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" });

        (first.Status, first.Replayed).ShouldBe((201, false));
        (second.Status, second.Replayed).ShouldBe((201, true));
        second.Body.ShouldBe(first.Body);
        second.Location.ShouldBe(first.Location);
        (await shop.Http.GetJsonAsync("agents")).GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_stands_for_one_request()
    {
        var shop = await platform.NewOrganizationAsync();
        await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" });

        (await SendAsync(shop.Http, "agents", "key-1", new { name = "Outro" })).Code.ShouldBe("idempotency_mismatch");
        (await SendAsync(shop.Http, "contacts", "key-1", new { name = "Vendas" })).Code.ShouldBe("idempotency_mismatch");
        (await SendAsync(shop.Http, "agents", "key-2", new { name = "Vendas" })).Status.ShouldBe(201);
        (await shop.Http.GetJsonAsync("agents")).GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Another_organization_and_another_caller_have_their_own_keys()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var first = await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" });
        var foreign = await SendAsync(other.Http, "agents", "key-1", new { name = "Vendas" });
        foreign.Status.ShouldBe(201);
        foreign.Body.ShouldNotBe(first.Body);

        var reader = await shop.Http.PostJsonAsync("api-keys", new { name = "another", scopes = new[] { "agents:write" } });
        var asReader = await SendAsync(platform.Client(reader.Text("key")), "agents", "key-1", new { name = "Vendas" });
        asReader.Code.ShouldBe("idempotency_mismatch");
    }

    [Fact]
    public async Task A_final_error_is_answered_again_too()
    {
        var shop = await platform.NewOrganizationAsync();
        var (first, second) = (
            await SendAsync(shop.Http, "conversions", "key-1", new { goal = "purchase" }),
            await SendAsync(shop.Http, "conversions", "key-1", new { goal = "purchase" }));

        first.Status.ShouldBe(400);
        (second.Status, second.Replayed, second.Code).ShouldBe((400, true, "validation_failed"));
    }

    [Fact]
    public async Task Of_requests_sent_at_once_one_is_done()
    {
        var shop = await platform.NewOrganizationAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" })));

        answers.Count(a => a is { Status: 201, Replayed: false }).ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == 201 || a.Code == "idempotency_in_progress");
        (await shop.Http.GetJsonAsync("agents")).GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_whose_process_died_is_taken_over_after_a_minute()
    {
        var shop = await platform.NewOrganizationAsync();
        await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" });
        await using var db = platform.Across.CreateDb();
        var forget = db.IdempotencyRecords.IgnoreQueryFilters().Where(r => r.OrganizationId == shop.Id);
        await forget.ExecuteUpdateAsync(r => r.SetProperty(x => x.StatusCode, (int?)null));
        (await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" })).Code.ShouldBe("idempotency_in_progress");

        await forget.ExecuteUpdateAsync(r => r.SetProperty(x => x.CreatedAt, x => x.CreatedAt.AddSeconds(-61)));
        (await SendAsync(shop.Http, "agents", "key-1", new { name = "Vendas" })).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(201), a => a.Replayed.ShouldBeFalse());
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_kept_nowhere()
    {
        var shop = await platform.NewOrganizationAsync();
        var body = new { name = "integration", scopes = new[] { "agents:read" } };
        var first = await SendAsync(shop.Http, "api-keys", "key-1", body);
        var key = JsonDocument.Parse(first.Body).RootElement.Text("key")!;

        (await SendAsync(shop.Http, "api-keys", "key-1", body)).Code.ShouldBe("idempotency_replay_unavailable");
        await using var db = platform.Across.CreateDb();
        var record = await db.IdempotencyRecords.IgnoreQueryFilters().SingleAsync(r => r.OrganizationId == shop.Id);
        record.StatusCode.ShouldBe(201);
        record.Body.ShouldBeNull();
        key.ShouldStartWith("ak_");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("with\ttab")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var shop = await platform.NewOrganizationAsync();
        (await SendAsync(shop.Http, "agents", key, new { name = "Vendas" })).Code.ShouldBe("idempotency_key_invalid");
        (await SendAsync(shop.Http, "agents", new string('k', 201), new { name = "Vendas" })).Code.ShouldBe("idempotency_key_invalid");
        (await SendAsync(shop.Http, "agents", new string('k', 200), new { name = "Vendas" })).Status.ShouldBe(201);
    }

    private static async Task<Answer> SendAsync(HttpClient http, string path, string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Headers.Contains("Idempotent-Replayed"),
            response.Headers.Location?.ToString(),
            await response.Content.ReadAsStringAsync());
    }

    private sealed record Answer(int Status, bool Replayed, string? Location, string Body)
    {
        public string Code => Body.StartsWith('{') ? JsonDocument.Parse(Body).RootElement.Code() : $"status {Status}";
    }
}
