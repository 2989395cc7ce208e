namespace Agentes.ModelGateway.Tests;

/// <summary>Every fault before the first token stays invisible: one clean reply from somebody else.</summary>
public sealed class FailoverTests
{
    public static TheoryData<string> FaultsBeforeTheFirstToken =>
    [
        "401", "403", "404", "402", "429", "429 insufficient_quota", "500", "503", "529", "refused", "reset", "silence", "error event",
        "empty body", "malformed first event", "done without a word", "finish without a word", "html instead of a stream",
    ];

    [Theory]
    [MemberData(nameof(FaultsBeforeTheFirstToken))]
    public async Task A_fault_before_the_first_token_goes_to_the_fallback_group(string fault)
    {
        await using var broken = new FakeUpstream(Enumerable.Repeat(Fault(fault), 3));
        await using var healthy = new FakeUpstream(Answers.Text("Olá!"));
        var group = fault == "refused" ? Refused("a") : TestGateway.Group("a", broken);
        var options = TestGateway.Options(group, TestGateway.Group("b", healthy)) with { DefaultFallbacks = ["b"] };
        await using var gateway = new TestGateway(Patient(options, fault));

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Olá!");
        (reply.Receipt.Group, reply.Receipt.RequestedGroup, reply.Receipt.Fallbacks).ShouldBe(("b", "a", 1));
        reply.Receipt.Attempts.ShouldBe(fault == "refused" ? 2 : broken.Calls + 1);
    }

    [Theory]
    [MemberData(nameof(FaultsBeforeTheFirstToken))]
    public async Task A_fault_before_the_first_token_goes_to_another_deployment_of_the_group(string fault)
    {
        await using var broken = new FakeUpstream(Enumerable.Repeat(Fault(fault), 3));
        await using var healthy = new FakeUpstream(Answers.Text("Olá!"));
        var first = fault == "refused" ? Refused("a").Deployments[0] : TestGateway.Deployment("bad", broken);
        var second = TestGateway.Deployment("good", healthy) with { Order = 1 };
        await using var gateway = new TestGateway(Patient(TestGateway.Options(new ModelGroup("a", [first, second])), fault));

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Olá!");
        (reply.Receipt.DeploymentId, reply.Receipt.Attempts, reply.Receipt.Fallbacks).ShouldBe(("good", 2, 0));
    }

    [Theory]
    [InlineData("401", FailureClass.Credential, "upstream_authentication", 1)]
    [InlineData("402", FailureClass.Quota, "quota_exceeded", 1)]
    [InlineData("404", FailureClass.NotFound, "model_not_found", 1)]
    [InlineData("429", FailureClass.Throttle, "rate_limit_exceeded", 3)]
    [InlineData("429 insufficient_quota", FailureClass.Quota, "quota_exceeded", 1)]
    [InlineData("500", FailureClass.Server, "upstream_error", 3)]
    [InlineData("400", FailureClass.InvalidRequest, "invalid_request", 1)]
    [InlineData("400 context", FailureClass.ContextWindow, "context_length_exceeded", 1)]
    [InlineData("400 content", FailureClass.ContentPolicy, "content_policy_violation", 1)]
    [InlineData("silence", FailureClass.Timeout, "upstream_timeout", 3)]
    [InlineData("empty body", FailureClass.Truncated, "stream_truncated", 3)]
    [InlineData("done without a word", FailureClass.Truncated, "stream_truncated", 3)]
    [InlineData("malformed first event", FailureClass.Malformed, "upstream_malformed", 3)]
    [InlineData("error event", FailureClass.Server, "upstream_error", 3)]
    public async Task Alone_a_fault_is_retried_as_its_class_allows_and_then_reported(
        string fault, FailureClass failureClass, string code, int attempts)
    {
        await using var upstream = new FakeUpstream(Enumerable.Repeat(Fault(fault), 5));
        await using var gateway = new TestGateway(Patient(TestGateway.Options(TestGateway.Group("a", upstream)), fault));

        var (text, failure) = await gateway.FailAsync();

        text.ShouldBeEmpty();
        (failure.Class, failure.Code, failure.TextEmitted).ShouldBe((failureClass, code, false));
        (failure.Attempts, upstream.Calls).ShouldBe((attempts, attempts));
    }

    [Fact]
    public async Task A_retry_on_the_same_deployment_can_succeed()
    {
        await using var upstream = new FakeUpstream(Answers.Status(500), Answers.Status(503), Answers.Text("Olá!"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var reply = await gateway.AskAsync();

        (reply.Text, reply.Receipt.Attempts).ShouldBe(("Olá!", 3));
    }

    [Fact]
    public async Task A_long_retry_after_is_reported_at_once_and_the_next_call_does_not_bother_the_provider()
    {
        await using var upstream = new FakeUpstream(Answers.Status(429, headers: "Retry-After: 120\r\n"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var (_, first) = await gateway.FailAsync();
        var (_, second) = await gateway.FailAsync();

        first.RetryAfter.ShouldBe(TimeSpan.FromSeconds(120));
        second.Class.ShouldBe(FailureClass.Throttle);
        second.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));
        (second.Attempts, upstream.Calls).ShouldBe((0, 1));
        gateway.Client.Groups.Single().Available.ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_the_provider_refuses_is_not_tried_elsewhere()
    {
        await using var upstream = new FakeUpstream(Answers.Status(400), Answers.Text("ok"));
        await using var other = new FakeUpstream(Answers.Text("nunca"));
        await using var gateway = new TestGateway(
            TestGateway.Options(TestGateway.Group("a", upstream), TestGateway.Group("b", other)) with { DefaultFallbacks = ["b"] });

        (await gateway.FailAsync()).Failure.Class.ShouldBe(FailureClass.InvalidRequest);

        other.Calls.ShouldBe(0);
        (await gateway.AskAsync()).Text.ShouldBe("ok", "a refused request cools nothing down");
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_goes_only_to_the_group_named_for_that()
    {
        await using var small = new FakeUpstream(Fault("400 context"));
        await using var large = new FakeUpstream(Answers.Text("cabe"));
        await using var gateway = new TestGateway(TestGateway.Options(
            TestGateway.Group("a", small), TestGateway.Group("large", large), TestGateway.Local) with
        {
            DefaultFallbacks = ["local"],
            ContextWindowFallbacks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["large"] },
        });

        (await gateway.AskAsync()).Receipt.Group.ShouldBe("large");
    }

    [Fact]
    public async Task A_group_without_a_key_is_skipped_without_an_attempt()
    {
        await using var upstream = new FakeUpstream(Answers.Text("nunca"));
        var keyless = TestGateway.Deployment("d", upstream) with { ApiKey = null, UnavailableReason = "X_KEY is not set" };
        await using var gateway = new TestGateway(
            TestGateway.Options(new ModelGroup("a", [keyless]), TestGateway.Local) with { DefaultFallbacks = ["local"] });

        var receipt = (await gateway.AskAsync()).Receipt;

        (receipt.Group, receipt.Local, receipt.Attempts, receipt.Fallbacks, receipt.CostUsd).ShouldBe(("local", true, 1, 1, 0m));
        upstream.Calls.ShouldBe(0);
        gateway.Client.Groups[0].Reason.ShouldBe("X_KEY is not set");
    }

    [Fact]
    public async Task Without_anything_to_call_the_reason_is_told()
    {
        await using var upstream = new FakeUpstream();
        var keyless = TestGateway.Deployment("d", upstream) with { UnavailableReason = "X_KEY is not set" };
        await using var gateway = new TestGateway(TestGateway.Options(new ModelGroup("a", [keyless])));

        var failure = (await gateway.FailAsync()).Failure;

        (failure.Code, failure.Attempts).ShouldBe(("no_deployment_available", 0));
        failure.Message.ShouldContain("X_KEY is not set");
        (await gateway.FailAsync("nope")).Failure.Code.ShouldBe("unknown_group");
    }

    // Only silence is cut short: a loaded machine must not make the other faults look like it.
    private static ModelGatewayOptions Patient(ModelGatewayOptions options, string fault) => fault != "silence"
        ? options
        : options with { Timeouts = options.Timeouts with { FirstToken = TimeSpan.FromSeconds(1) } };

    private static ModelGroup Refused(string name) => new(name, [new ModelDeployment
    {
        Id = "refused", Provider = "openai", Model = "m", ApiBase = new Uri("http://127.0.0.1:9/v1"),
    }]);

    private static Func<FakeConnection, Task> Fault(string fault) => fault switch
    {
        "400" => Answers.Status(400),
        "400 context" => Answers.Status(400, """{"error":{"message":"This model's maximum context length is 10 tokens."}}"""),
        "400 content" => Answers.Error(400, "content_policy_violation"),
        "402" => Answers.Status(402),
        "401" => Answers.Error(401, "invalid_api_key"),
        "403" => Answers.Status(403),
        "404" => Answers.Error(404, "model_not_found"),
        "429" => Answers.Status(429),
        "429 insufficient_quota" => Answers.Error(429, "insufficient_quota"),
        "500" => Answers.Status(500, "oops", type: "text/plain"),
        "503" => Answers.Status(503),
        "529" => Answers.Status(529),
        "silence" => Answers.Stall(": thinking\n\n"),
        "reset" => Answers.Cut(""),
        "error event" => Answers.Raw(Answers.Event("""{"error":{"message":"overloaded","type":"overloaded_error"}}""")),
        "empty body" => Answers.Raw(""),
        "malformed first event" => Answers.Raw(Answers.Event("{oops}")),
        "done without a word" => Answers.Raw(Answers.Event("[DONE]")),
        "finish without a word" => Answers.Raw(Answers.Event(Answers.Finish()) + Answers.Event("[DONE]")),
        "html instead of a stream" => Answers.Status(200, "<html>sign in</html>", type: "text/html"),
        _ => Answers.Status(500),
    };
}
