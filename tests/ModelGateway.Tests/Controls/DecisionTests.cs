using System.Text.Json;

namespace Agentes.ModelGateway.Tests.Controls;

public sealed class DecisionTests
{
    [Fact]
    public async Task It_says_of_each_deployment_why_it_was_taken_or_not_and_what_came_of_it()
    {
        await using var bad = new FakeUpstream(Answers.Error(401, "invalid_api_key"));
        await using var good = new FakeUpstream(Answers.Text("Oi"), Answers.Text("Oi"));
        var group = new ModelGroup(
            "a",
            [
                TestGateway.Deployment("bad", bad),
                TestGateway.Deployment("good", good) with { Order = 1 },
                TestGateway.Deployment("keyless", good) with { UnavailableReason = "GROQ_API_KEY is not set" },
            ]);
        await using var gateway = new TestGateway(TestGateway.Options(group));

        var first = Parse((await gateway.AskAsync()).Receipt.Decision);
        var second = Parse((await gateway.AskAsync()).Receipt.Decision);

        Verdicts(first, 0).ShouldBe(["bad chosen", "good other_order", "keyless unavailable"]);
        Verdicts(first, 1).ShouldBe(["bad failed_before", "good chosen", "keyless unavailable"]);
        Verdicts(second, 0).ShouldBe(["bad cooling_down", "good chosen", "keyless unavailable"]);
        first.GetProperty("strategy").GetString().ShouldBe("peak-ewma");
        var attempt = first.GetProperty("choices")[0].GetProperty("attempt");
        (attempt.GetProperty("outcome").GetString(), attempt.GetProperty("status").GetInt32()).ShouldBe(("upstream_authentication", 401));
        first.GetProperty("choices")[1].GetProperty("attempt").GetProperty("outcome").GetString().ShouldBe("answered");
        second.GetProperty("choices")[0].GetProperty("candidates")[0].GetProperty("until").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        second.GetProperty("choices")[0].GetProperty("candidates")[2].GetProperty("reason").GetString().ShouldBe("GROQ_API_KEY is not set");
        second.GetRawText().ShouldNotContain("sk-test");
        second.GetRawText().ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task The_parts_of_the_scores_are_in_it()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Oi"), Answers.Text("Oi"), Answers.Text("Oi"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream, upstream)));
        await gateway.AskAsync();
        await gateway.AskAsync();

        var candidates = Parse((await gateway.AskAsync()).Receipt.Decision).GetProperty("choices")[0].GetProperty("candidates");

        foreach (var candidate in candidates.EnumerateArray())
        {
            candidate.GetProperty("score").GetDouble().ShouldBeGreaterThan(0);
            candidate.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
            candidate.GetProperty("limit_left").GetDouble().ShouldBe(1);
            candidate.GetProperty("in_flight").GetInt32().ShouldBe(0);
            candidate.GetProperty("price_factor").GetDouble().ShouldBe(1);
        }

        var scores = candidates.EnumerateArray().ToDictionary(c => c.GetProperty("verdict").GetString()!, c => c.GetProperty("score").GetDouble());
        scores["chosen"].ShouldBeLessThanOrEqualTo(scores["lost_the_choice"]);
    }

    [Fact]
    public async Task A_failed_call_has_one_too_with_its_fallbacks()
    {
        await using var a = new FakeUpstream(Answers.Status(503));
        await using var b = new FakeUpstream(Answers.Status(500));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", a), TestGateway.Group("b", b)) with
        {
            DefaultFallbacks = ["b"],
            Retries = new RetryLimits { Count = 0 },
        });

        var choices = Parse((await gateway.FailAsync()).Failure.Decision).GetProperty("choices");

        choices.EnumerateArray().Select(choice => choice.GetProperty("group").GetString()).ShouldBe(["a", "b"]);
        choices.EnumerateArray().Select(choice => choice.GetProperty("attempt").GetProperty("status").GetInt32()).ShouldBe([503, 500]);
    }

    [Fact]
    public async Task A_full_deployment_is_a_refusal_with_the_time_to_wait()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Oi"), Answers.Text("Oi"));
        var group = new ModelGroup("a", [TestGateway.Deployment("d", upstream) with { RequestsPerMinute = 1 }]);
        await using var gateway = new TestGateway(TestGateway.Options(group));
        await gateway.AskAsync();

        var failure = (await gateway.FailAsync()).Failure;

        (failure.Code, failure.Attempts, upstream.Calls).ShouldBe(("rate_limit_exceeded", 0, 1));
        failure.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        Verdicts(Parse(failure.Decision), 0).ShouldBe(["d over_request_limit"]);
        var status = gateway.Client.Groups[0].Deployments[0];
        (status.MinuteRequests, status.RequestLimit, status.Condition, status.InFlight).ShouldBe((1, 1, DeploymentCondition.Healthy, 0));
        status.FirstPiece.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task When_the_retry_budget_is_spent_it_says_so()
    {
        await using var upstream = new FakeUpstream(Answers.Status(500), Answers.Status(500), Answers.Status(500));
        var options = TestGateway.Options(TestGateway.Group("a", upstream));
        await using var poor = new TestGateway(options with { Retries = options.Retries with { BudgetShare = 0, BudgetPerSecond = 0.1 } });

        var failure = (await poor.FailAsync()).Failure;

        (failure.Attempts, Parse(failure.Decision).GetProperty("note").GetString()).ShouldBe((2, "retry_budget_exhausted"));
    }

    [Fact]
    public async Task What_ends_early_is_no_longer_under_way()
    {
        await using var upstream = new FakeUpstream(Answers.Stall(Answers.Event(Answers.Delta("Oi"))), Answers.Stall());
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));
        var reply = await gateway.Client.OpenAsync(Ask.Read(Ask.Chat("\"stream\":true")), TestGateway.Scope, CancellationToken.None);
        gateway.Client.Groups[0].Deployments[0].InFlight.ShouldBe(1);

        await reply.DisposeAsync();
        gateway.Client.Groups[0].Deployments[0].InFlight.ShouldBe(0);
        using var cancelled = new CancellationTokenSource(200);
        await Should.ThrowAsync<OperationCanceledException>(gateway.AskAsync(ct: cancelled.Token));
        gateway.Client.Groups[0].Deployments[0].InFlight.ShouldBe(0);
    }

    private static JsonElement Parse(CallDecision decision) => JsonDocument.Parse(decision.ToJson()).RootElement;

    private static IEnumerable<string> Verdicts(JsonElement decision, int choice) => decision.GetProperty("choices")[choice].GetProperty("candidates")
        .EnumerateArray().Select(candidate => $"{candidate.GetProperty("deployment").GetString()} {candidate.GetProperty("verdict").GetString()}");
}
