namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicFailureTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", "messages: roles must alternate", FailureClass.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", FailureClass.ContextWindow)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit", FailureClass.ContextWindow)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", FailureClass.ContentPolicy)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API", FailureClass.Quota)]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits", FailureClass.Quota)]
    [InlineData(401, "authentication_error", "invalid x-api-key", FailureClass.Credential)]
    [InlineData(402, "billing_error", "pay", FailureClass.Quota)]
    [InlineData(403, "permission_error", "no", FailureClass.Credential)]
    [InlineData(404, "not_found_error", "model: claude-3-opus-20240229", FailureClass.NotFound)]
    [InlineData(409, "conflict_error", "again", FailureClass.Server)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", FailureClass.InvalidRequest)]
    [InlineData(429, "rate_limit_error", "slow down", FailureClass.Throttle)]
    [InlineData(429, "rate_limit_error", "enforced_spend_limit_reached", FailureClass.Quota)]
    [InlineData(500, "api_error", "oops", FailureClass.Server)]
    [InlineData(504, "timeout_error", "late", FailureClass.Server)]
    [InlineData(529, "overloaded_error", "busy", FailureClass.Server)]
    [InlineData(500, "not_found_error", "the status is a proxy's", FailureClass.NotFound)]
    public async Task A_refused_request_has_the_class_of_its_kind(int status, string type, string message, FailureClass expected)
    {
        var refused = Answers.Status(status, Error(type, message));
        await using var upstream = new FakeUpstream(refused, refused, refused);
        await using var gateway = Claude.Gateway(upstream);

        var (_, failure) = await gateway.FailAsync();

        (failure.Class, failure.UpstreamStatus).ShouldBe((expected, status));
    }

    [Fact]
    public async Task A_limit_that_only_the_details_name_is_known()
    {
        const string Body = """
            {"type":"error","error":{"type":"rate_limit_error","message":"no","details":{"error_code":"enforced_spend_limit_reached"}}}
            """;
        await using var upstream = new FakeUpstream(Answers.Status(429, Body));
        await using var gateway = Claude.Gateway(upstream);

        (await gateway.FailAsync()).Failure.Class.ShouldBe(FailureClass.Quota);
        upstream.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("retry-after-ms: 1\r\nretry-after: 600\r\n", 2)]
    [InlineData("retry-after: 0\r\n", 2)]
    [InlineData("retry-after: 600\r\n", 1)]
    [InlineData("x-should-retry: false\r\n", 1)]
    [InlineData("x-should-retry: true\r\n", 2)]
    [InlineData("", 2)]
    public async Task What_the_provider_says_about_trying_again_is_followed(string headers, int calls)
    {
        await using var upstream = new FakeUpstream(
            Answers.Status(529, Error("overloaded_error", "busy"), headers), Answers.Raw(Claude.Says("Oi")));
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("a", [Claude.Deployment(upstream: upstream)]), TestGateway.Local) with { DefaultFallbacks = ["local"] });

        var reply = await gateway.AskAsync();

        upstream.Calls.ShouldBe(calls);
        reply.Receipt.Local.ShouldBe(calls == 1);
    }

    [Fact]
    public async Task A_request_that_is_refused_for_now_is_tried_again()
    {
        await using var upstream = new FakeUpstream(
            Answers.Status(400, Error("invalid_request_error", "later"), "x-should-retry: true\r\n"), Answers.Raw(Claude.Says("Oi")));
        await using var gateway = Claude.Gateway(upstream);

        (await gateway.AskAsync()).Text.ShouldBe("Oi");
    }

    [Theory]
    [InlineData("overloaded_error", FailureClass.Server)]
    [InlineData("rate_limit_error", FailureClass.Throttle)]
    [InlineData("something_new", FailureClass.Server)]
    public async Task An_error_event_after_200_fails_over_before_the_first_word_and_is_told_after_it(string type, FailureClass expected)
    {
        var error = Claude.Event(Error(type, "boom"));
        var begun = Claude.Stream([Claude.Start, .. Claude.Text(0, "Olá, ")]);
        await using var early = new FakeUpstream(Enumerable.Repeat(Answers.Raw(Claude.Event(Claude.Start) + error), 3));
        await using var late = new FakeUpstream(Answers.Raw(begun + error));
        await using var other = new FakeUpstream(Answers.Text("Olá!"));
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("early", [Claude.Deployment(upstream: early)]),
            new ModelGroup("late", [Claude.Deployment(upstream: late)]),
            TestGateway.Group("b", other)) with { DefaultFallbacks = ["b"] });

        (await gateway.AskAsync("early")).Text.ShouldBe("Olá!");
        var (text, failure) = await gateway.FailAsync("late");

        (text, failure.Class, failure.TextEmitted).ShouldBe(("Olá, ", expected, true));
        other.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("", FailureClass.Truncated)]
    [InlineData("data: {\"type\":\"content_blo", FailureClass.Truncated)]
    [InlineData("data: {oops}\n\n", FailureClass.Malformed)]
    [InlineData("data: {\"type\":\"message_stop\"}\n\n", FailureClass.Truncated)]
    public async Task A_broken_stream_never_looks_like_a_clean_end(string rest, FailureClass expected)
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Stream([Claude.Start, .. Claude.Text(0, "Olá, ")]) + rest));
        await using var gateway = Claude.Gateway(upstream);

        var (text, failure) = await gateway.FailAsync();

        (text, failure.Class).ShouldBe(("Olá, ", expected));
    }

    [Fact]
    public async Task A_stream_that_ends_behind_its_stop_reason_is_whole()
    {
        await using var upstream = new FakeUpstream(
            Answers.Cut(Claude.Stream([Claude.Start, .. Claude.Text(0, "Oi"), Claude.End("end_turn")])));
        await using var gateway = Claude.Gateway(upstream);

        var reply = await gateway.AskAsync();

        (reply.Text, reply.Receipt.OutputTokens, reply.Receipt.Estimated).ShouldBe(("Oi", 20, false));
    }

    private static string Error(string type, string message) =>
        $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_1"}""";
}
