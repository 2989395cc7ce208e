using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>The account of what was spent: a row for every call, whatever became of it.</summary>
public sealed class ModelLedgerTests(PlatformFixture platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_mixed_run_the_sum_of_the_rows_is_the_counter_to_the_last_decimal()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var limit = await shop.LimitAsync(new { level = "key", subject = shop.KeyId, budget_usd = 1000, window = "month" });
        var random = new Random(11);

        // Successes, failures, streams that are read, left in the middle or cancelled before anything came.
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => RunAsync(shop, i % 6, random.Next(20))));

        (decimal Rows, decimal Counter, long Count) sums;
        do
        {
            // A client that left is noticed a moment later.
            await Task.Delay(100, Ct);
            sums = await shop.SumsAsync(limit);
        }
        while (sums.Count < 60);
        sums.Rows.ShouldBe(sums.Counter);
        sums.Rows.ShouldBeGreaterThan(20 * ModelShop.Cost);
        var statuses = await StatusesAsync(shop);
        statuses.Keys.ShouldBe(["ok", "failed", "cancelled"], ignoreOrder: true);
        statuses["failed"].ShouldBe(10);
    }

    [Fact]
    public async Task A_row_says_who_asked_what_answered_and_what_it_cost()
    {
        using var shop = await ModelShop.OpenAsync(platform, new { team = "vendas" });
        using var answer = await shop.AskAsync(user: "+5511988887777", ct: Ct);
        var id = Guid.Parse(answer.Headers.GetValues("x-litellm-call-id").Single());
        await platform.FlushLedgerAsync();

        var row = await shop.Shop.Http.GetJsonAsync($"model-calls/{id}");

        row.GetProperty("key_id").GetGuid().ShouldBe(shop.KeyId);
        row.Text("team").ShouldBe("vendas");
        row.Text("end_user_hash").ShouldNotBeNull().ShouldNotContain("5511988887777");
        (row.Text("face"), row.Text("model_group"), row.Text("provider"), row.Text("model"), row.Text("status"))
            .ShouldBe(("chat_completions", "tier3-sonnet", "openai", "fake-1", "ok"));
        (row.GetProperty("input_tokens").GetInt64(), row.GetProperty("output_tokens").GetInt64()).ShouldBe((120, 30));
        row.GetProperty("cost_usd").GetRawText().ShouldBe("0.00081");
        row.GetProperty("decision").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task The_reply_of_a_conversation_has_a_row_with_its_message()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await shop.SayAsync(conversation, OrganizationScenario.Premium);
        var rows = await shop.UntilAnsweredAsync(conversation);
        await platform.FlushLedgerAsync();

        var calls = (await shop.Http.GetJsonAsync($"model-calls?conversation_id={conversation}")).GetProperty("data").EnumerateArray().ToList();

        calls.Count.ShouldBe(1);
        calls[0].GetProperty("key_id").ValueKind.ShouldBe(JsonValueKind.Null);
        calls[0].Text("face").ShouldBe("in_process");
        calls[0].Text("message_id").ShouldBe(rows.First(row => row.Text("author") == "contact").Text("id"));
        calls[0].GetProperty("cost_usd").GetDecimal().ShouldBe((120 * 0.000015m) + (30 * 0.000075m));
    }

    [Fact]
    public async Task Usage_adds_up_by_key_over_time_and_tells_the_rest_together()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var keys = new List<Guid>();
        for (var calls = 3; calls > 0; calls--)
        {
            await shop.UseNewKeyAsync();
            keys.Add(shop.KeyId);
            for (var i = 0; i < calls; i++)
            {
                using var answer = await shop.AskAsync(ct: Ct);
            }
        }

        await platform.FlushLedgerAsync();

        var rows = (await shop.Shop.Http.GetJsonAsync("model-usage?by=key&bucket=day&limit=2")).GetProperty("data").EnumerateArray().ToList();
        var told = rows.Where(row => !row.GetProperty("is_rest").GetBoolean()).ToDictionary(row => Guid.Parse(row.Text("subject")!));
        told.Keys.ShouldBe(keys.Take(2), ignoreOrder: true);
        told[keys[0]].GetProperty("cost_usd").GetDecimal().ShouldBe(3 * ModelShop.Cost);
        rows.Single(row => row.GetProperty("is_rest").GetBoolean()).GetProperty("calls").GetInt64().ShouldBe(1);
        rows.Sum(row => row.GetProperty("input_tokens").GetInt64()).ShouldBe(6 * 120);
    }

    private static async Task RunAsync(ModelShop shop, int kind, int pause)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var (text, stream) = kind switch
        {
            0 => (ModelShop.Exact, false),
            1 => ("#fail 500 oi", false),
            2 => ("#say um dois tres", true),
            3 => ("#drip 30000 #say um dois tres quatro", true),
            4 => ("#slow 30000 oi", false),
            _ => (ModelShop.Exact, true),
        };
        if (kind == 4)
        {
            leaving.CancelAfter(TimeSpan.FromMilliseconds(200 + pause));
        }

        try
        {
            using var answer = await shop.AskAsync(text, stream: stream, ct: leaving.Token);
            if (kind == 3)
            {
                await Task.Delay(pause, leaving.Token);
                await leaving.CancelAsync();
            }
            else
            {
                await answer.Content.ReadAsStringAsync(Ct);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // This client leaves.
        }
    }

    private static async Task<Dictionary<string, int>> StatusesAsync(ModelShop shop) =>
        (await shop.Shop.Http.GetJsonAsync("model-calls?limit=100")).GetProperty("data").EnumerateArray()
            .CountBy(row => row.Text("status")!).ToDictionary(StringComparer.Ordinal);
}
