using System.Net.Http.Json;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>Replies that are given again, over HTTP and in conversations, where the installation keeps them.</summary>
public sealed class CachedReplyTests(CachingPlatform platform) : IClassFixture<CachingPlatform>
{
    private const string Key = "x-litellm-cache-key";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_equal_request_gets_its_reply_again_for_nothing_and_has_a_row_that_says_so()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var text = $"{Guid.CreateVersion7()} #say Bom dia";

        using var first = await shop.AskAsync(text, ct: Ct);
        using var again = await shop.AskAsync(text, ct: Ct);
        using var other = await shop.AskAsync(text + "!", ct: Ct);

        (await ContentAsync(again)).ShouldBe(await ContentAsync(first));
        again.Headers.GetValues(Key).ShouldBe(first.Headers.GetValues(Key));
        other.Headers.GetValues(Key).ShouldNotBe(first.Headers.GetValues(Key));
        first.Headers.GetValues("x-litellm-response-cost").ShouldBe(["0.000810"]);
        again.Headers.GetValues("x-litellm-response-cost").ShouldBe(["0"]);
        Asked(text).ShouldBe(2, "the first one and the other one");
        await platform.FlushLedgerAsync();
        var row = await shop.Shop.Http.GetJsonAsync($"model-calls/{again.Headers.GetValues("x-litellm-call-id").Single()}");
        (row.Text("status"), row.GetProperty("from_cache").GetBoolean(), row.GetProperty("attempts").GetInt32()).ShouldBe(("ok", true, 0));
        (row.GetProperty("cost_usd").GetDecimal(), row.GetProperty("saved_usd").GetDecimal()).ShouldBe((0m, ModelShop.Cost));
        (row.Text("model_group"), row.Text("provider"), row.Text("model")).ShouldBe(("tier3-sonnet", "openai", "fake-1"));
    }

    [Fact]
    public async Task The_unmodified_npm_client_of_OpenAI_gets_a_kept_reply_as_a_stream()
    {
        using var shop = await ModelShop.OpenAsync(platform);

        var report = await NodeScript.RunAsync("model-cache.mjs", ["--url", platform.Address], ("GATEWAY_KEY", shop.Key));

        report.ShouldContain("\"ok\":true");
    }

    [Theory]
    [InlineData("")]
    [InlineData("semantic")]
    public async Task Nothing_of_one_tenant_is_given_to_another(string how)
    {
        using var mine = await ModelShop.OpenAsync(platform);
        using var theirs = await ModelShop.OpenAsync(platform);
        var marker = Word();

        // Every two questions are as alike as can be here.
        using var first = await AskAsync(mine, $"{marker} pergunta um #say Resposta", how);
        using var same = await AskAsync(mine, $"{marker} pergunta {(how.Length > 0 ? "outra" : "um")} #say Resposta", how);
        using var foreign = await AskAsync(theirs, $"{marker} pergunta um #say Resposta", how);
        using var foreignToo = await AskAsync(theirs, $"{marker} pergunta outra #say Resposta", how);

        same.Headers.Contains("x-litellm-semantic-similarity").ShouldBe(how.Length > 0);
        IsHit(same).ShouldBeTrue("control");
        IsHit(foreign).ShouldBeFalse();
        IsHit(foreignToo).ShouldBe(how.Length > 0, "by now it is their own");
        Asked(marker).ShouldBe(how.Length > 0 ? 2 : 3);
    }

    [Fact]
    public async Task Without_redis_every_call_is_a_miss_and_none_fails()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var text = $"{Word()} #say Bom dia";
        using var first = await shop.AskAsync(text, ct: Ct);
        platform.Redis.PullOut();
        try
        {
            using var second = await shop.AskAsync(text, ct: Ct);
            second.EnsureSuccessStatusCode();
            IsHit(second).ShouldBeFalse();
        }
        finally
        {
            platform.Redis.PutBack();
        }

        HttpResponseMessage back;
        do
        {
            back = await shop.AskAsync(text, ct: Ct);
        }
        while (!IsHit(back));
        Asked(text).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_the_cache_did_is_on_the_page_of_metrics()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var text = $"{Word()} #say Bom dia";
        using var first = await shop.AskAsync(text, ct: Ct);
        using var again = await shop.AskAsync(text, ct: Ct);
        using var client = platform.Client(null);

        var page = await client.GetStringAsync(new Uri($"{platform.Address}/metrics"), Ct);

        page.ShouldMatch("agentes_gateway_cache_calls[a-z_]*\\{[^}]*result=\"hit\"[^}]*\\} [1-9]");
        page.ShouldMatch("agentes_gateway_cache_calls[a-z_]*\\{[^}]*result=\"miss\"[^}]*\\} [1-9]");
        page.ShouldMatch("agentes_gateway_cache_saved[a-zA-Z_]*\\{[^}]*\\} 0\\.00");
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(true, "Maria", false)]
    public async Task An_agent_that_wants_it_answers_alike_questions_of_unknown_customers_alike(bool wanted, string? customer, bool shared)
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.NewAgentAsync(new { quiet_window_ms = 0, semantic_cache = wanted });

        var first = await ReplyAsync(shop, agent, customer, "Quero fechar. #say um");
        var second = await ReplyAsync(shop, agent, customer, "Vamos fechar! #say outro");

        (first.Text("text"), second.Text("text")).ShouldBe(("um", shared ? "um" : "outro"));
        var receipt = second.GetProperty("receipt");
        receipt.GetProperty("from_cache").GetBoolean().ShouldBe(shared);
        receipt.GetProperty("cost_usd").GetDecimal().ShouldBe(shared ? 0 : first.GetProperty("receipt").GetProperty("cost_usd").GetDecimal());
    }

    private static async Task<JsonElement> ReplyAsync(OrganizationScenario shop, Guid agent, string? customer, string text)
    {
        var body = new { agent_id = agent, channel = "api", contact = customer is null ? null : new { name = customer } };
        var conversation = (await shop.Http.PostJsonAsync("conversations", body)).GetProperty("id").GetGuid();
        await shop.SayAsync(conversation, OrganizationScenario.Premium + text);
        return (await shop.UntilAnsweredAsync(conversation)).Single(row => row.Text("author") == "agent" && row.Text("in_reply_to") is not null);
    }

    private static Task<HttpResponseMessage> AskAsync(ModelShop shop, string text, string how) => shop.PostAsync(
        "chat/completions",
        JsonSerializer.Serialize(new
        {
            model = "tier3-sonnet",
            cache = new { semantic = how.Length > 0 },
            messages = new[] { new { role = "user", content = text } },
        }),
        ct: Ct);

    private static bool IsHit(HttpResponseMessage answer) => answer.Headers.GetValues("x-litellm-response-cost").Single() == "0";

    private static async Task<string?> ContentAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("choices")[0].GetProperty("message").Text("content");

    // Letters alone: words with digits are never alike.
    private static string Word() => string.Concat(Guid.CreateVersion7().ToString("N").Select(digit => (char)('g' + Convert.ToInt32($"{digit}", 16))));

    private int Asked(string text) => platform.Model.Requests.Count(request => request.RootElement.GetRawText().Contains(text, StringComparison.Ordinal));
}
