using System.Net;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>What callers may take of the models, through HTTP.</summary>
public sealed class ModelLimitTests(PlatformFixture platform)
{
    private const int Callers = 64;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30)]
    [InlineData(100_000)]
    [InlineData(null)]
    public async Task Of_many_callers_at_once_a_budget_for_ten_calls_lets_in_nine_or_ten(int? maxTokens)
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var limit = await shop.LimitAsync(new { level = "key", subject = shop.KeyId, budget_usd = 10 * ModelShop.Cost, window = "month" });

        var statuses = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            using var answer = await shop.AskAsync(maxTokens: maxTokens, ct: Ct);
            return answer.StatusCode;
        }));

        var passed = statuses.Count(status => status is HttpStatusCode.OK);
        passed.ShouldBeInRange(9, 10);
        statuses.Count(status => status is HttpStatusCode.TooManyRequests).ShouldBe(Callers - passed);
        var (rows, counter, count) = await shop.SumsAsync(limit);
        rows.ShouldBe(passed * ModelShop.Cost);
        counter.ShouldBe(rows);
        count.ShouldBe(passed, "a refused call leaves nothing");
    }

    [Fact]
    public async Task A_budget_that_is_used_up_is_refused_in_the_words_of_each_face_and_without_amounts()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        await shop.LimitAsync(new { level = "organization", budget_usd = 0.00001m, window = "day" });
        const string messages = """{"model":"tier3-sonnet","max_tokens":30,"messages":[{"role":"user","content":"Oi"}]}""";

        using var openAI = await shop.AskAsync(ct: Ct);
        using var anthropic = await shop.PostAsync("messages", messages, ct: Ct);

        openAI.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var error = (await ReadAsync(openAI)).GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("budget_exceeded");
        error.GetProperty("code").GetString().ShouldBe("insufficient_quota");
        error.GetProperty("message").GetString().ShouldNotBeNull().ShouldNotContain("0.0");
        openAI.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        anthropic.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await ReadAsync(anthropic)).GetProperty("error").GetProperty("type").GetString().ShouldBe("rate_limit_error");
    }

    [Fact]
    public async Task Requests_beyond_the_limit_wait_and_each_answer_says_what_is_left()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        await shop.LimitAsync(new { level = "key", subject = shop.KeyId, rpm = 2, tpm = 100_000 });

        using var first = await shop.AskAsync(ct: Ct);
        using var second = await shop.AskAsync(ct: Ct);
        using var third = await shop.AskAsync(ct: Ct);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.GetValues("x-ratelimit-remaining-requests").ShouldBe(["1"]);
        first.Headers.GetValues("x-ratelimit-limit-tokens").ShouldBe(["100000"]);
        first.Headers.GetValues("x-ratelimit-remaining-tokens").ShouldBe(["99850"]);
        second.Headers.GetValues("x-ratelimit-remaining-requests").ShouldBe(["0"]);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await ReadAsync(third)).GetProperty("error").GetProperty("code").GetString().ShouldBe("rate_limit_exceeded");
        third.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(61));
        third.Headers.GetValues("x-ratelimit-limit-requests").ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_call_that_its_client_leaves_frees_its_place_at_once()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        await shop.LimitAsync(new { level = "key", subject = shop.KeyId, parallel = 1 });
        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            using var slow = await shop.AskAsync("#drip 60000 #say a b c", stream: true, ct: leaving.Token);
            slow.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var second = await shop.AskAsync(ct: Ct);
            second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "control: the place is taken");
            await leaving.CancelAsync();
        }

        HttpStatusCode status;
        do
        {
            using var answer = await shop.AskAsync(ct: Ct);
            status = answer.StatusCode;
        }
        while (status is HttpStatusCode.TooManyRequests);
        status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_uses_and_sees_the_models_on_its_list_only_and_a_change_counts_at_once()
    {
        using var shop = await ModelShop.OpenAsync(platform, new { models = new[] { "tier2-*" } });

        using var refused = await shop.AskAsync(ct: Ct);
        using var allowed = await shop.AskAsync(model: "tier2-haiku", ct: Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync(refused)).GetProperty("error").GetProperty("code").GetString().ShouldBe("model_not_allowed");
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var list = JsonDocument.Parse(await shop.GetAsync("models")).RootElement.GetProperty("data").EnumerateArray();
        list.Select(model => model.GetProperty("id").GetString()).ShouldBe(["tier2-haiku"]);
        await shop.Shop.Http.PatchJsonAsync($"api-keys/{shop.KeyId}", new { models = new[] { "tier3-sonnet" } });
        using var after = await shop.AskAsync(ct: Ct);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_end_user_has_a_budget_of_his_own()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var limit = await shop.LimitAsync(new { level = "end_user", budget_usd = ModelShop.Cost, window = "none" });

        using var ana = await shop.AskAsync(user: "ana", ct: Ct);
        using var anaAgain = await shop.AskAsync(user: "ana", ct: Ct);
        using var bia = await shop.AskAsync(user: "bia", ct: Ct);
        using var nobody = await shop.AskAsync(ct: Ct);

        (ana.StatusCode, anaAgain.StatusCode, bia.StatusCode, nobody.StatusCode)
            .ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK));
        await platform.FlushLedgerAsync();
        var spent = (await shop.Shop.Http.GetJsonAsync($"model-limits/{limit}")).GetProperty("spent").EnumerateArray().ToList();
        spent.Select(one => one.GetProperty("spent_usd").GetDecimal()).ShouldBe([ModelShop.Cost, ModelShop.Cost]);
        spent.ShouldAllBe(one => !one.GetProperty("subject").GetString()!.Contains("ana"));
    }

    [Fact]
    public async Task A_strict_budget_is_not_exceeded_whatever_the_provider_would_say()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        await shop.LimitAsync(new { level = "organization", budget_usd = 0.01m, window = "month", strict = true });
        var marker = Guid.CreateVersion7().ToString();

        using var answer = await shop.AskAsync($"{marker} oi", maxTokens: 500, ct: Ct);
        using var tooLong = await shop.AskAsync($"{marker} oi", maxTokens: 5000, ct: Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        tooLong.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var sent = platform.Model.Requests.Single(request => request.RootElement.GetRawText().Contains(marker, StringComparison.Ordinal)).RootElement;
        sent.GetProperty("max_tokens").GetInt32().ShouldBe(500);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
}
