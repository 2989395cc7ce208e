using System.Text.Json;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>Refusals of a request, as they come over the wire.</summary>
public sealed class GeminiFailureTests
{
    private const string RetryInfo = """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}""";

    public static TheoryData<int, string, FailureClass> Refusals => new()
    {
        { 400, Error(400, "INVALID_ARGUMENT", "x", """{"@type":"x/rpc.ErrorInfo","reason":"API_KEY_INVALID"}"""), FailureClass.Credential },
        { 400, Error(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key."), FailureClass.Credential },
        { 400, Error(400, "INVALID_ARGUMENT", "Unknown name \"x\""), FailureClass.InvalidRequest },
        {
            400,
            Error(400, "INVALID_ARGUMENT", "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."),
            FailureClass.ContextWindow
        },
        { 400, Error(400, "FAILED_PRECONDITION", "User location is not supported for the API use."), FailureClass.Credential },
        { 400, Error(400, "FAILED_PRECONDITION", "Please enable billing on your project."), FailureClass.Quota },
        { 400, Error(400, "FAILED_PRECONDITION", "The file is not in an ACTIVE state."), FailureClass.InvalidRequest },
        { 403, Error(403, "PERMISSION_DENIED", "No."), FailureClass.Credential },
        { 404, Error(404, "NOT_FOUND", "models/gemini-1.5-flash is not found"), FailureClass.NotFound },
        { 429, Error(429, "RESOURCE_EXHAUSTED", "Quota exceeded, check your plan and billing details."), FailureClass.Throttle },
        { 429, Error(429, "RESOURCE_EXHAUSTED", "x", Quota("GenerateRequestsPerMinutePerProjectPerModel")), FailureClass.Throttle },
        { 429, Error(429, "RESOURCE_EXHAUSTED", "x", Quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier")), FailureClass.Quota },
        { 429, Error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for metric x, limit: 0, model: y"), FailureClass.Quota },
        { 500, Error(500, "INTERNAL", "x"), FailureClass.Server },
        { 503, Error(503, "UNAVAILABLE", "The model is overloaded."), FailureClass.Server },
        { 504, Error(504, "DEADLINE_EXCEEDED", "x"), FailureClass.Server },
        { 503, "[" + Error(503, "UNAVAILABLE", "An array, as without alt=sse.") + "]", FailureClass.Server },
        { 400, """{"error":{"code":"invalid_request","message":"The newer API's form."}}""", FailureClass.InvalidRequest },
        { 502, "<html>Bad gateway</html>", FailureClass.Server },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_has_its_class(int status, string body, FailureClass failureClass)
    {
        await using var upstream = new FakeUpstream(Enumerable.Repeat(Answers.Status(status, body), 3));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        (await gateway.FailAsync()).Failure.Class.ShouldBe(failureClass);
    }

    [Fact]
    public async Task A_wait_that_the_body_asks_for_leads_to_another_group_when_it_is_long()
    {
        var body = Error(429, "RESOURCE_EXHAUSTED", "x", Quota("GenerateRequestsPerMinute") + "," + RetryInfo);
        await using var upstream = new FakeUpstream(Answers.Status(429, body));
        await using var other = new FakeUpstream(Answers.Text("Olá"));
        var options = TestGateway.Options(
            new ModelGroup("a", [GeminiAnswers.Deployment(upstream)]), TestGateway.Group("b", other)) with
        {
            DefaultFallbacks = ["b"],
        };
        await using var gateway = new TestGateway(options);

        (await gateway.AskAsync()).Text.ShouldBe("Olá");

        upstream.Calls.ShouldBe(1);
        gateway.Client.Groups[0].Available.ShouldBeFalse("it asked for 34 seconds");
    }

    [Fact]
    public async Task A_refused_prompt_goes_to_the_fallback_for_content_policy()
    {
        await using var upstream = new FakeUpstream(GeminiAnswers.Stream("""{"promptFeedback":{"blockReason":"SAFETY"}}"""));
        await using var other = new FakeUpstream(Answers.Text("Olá"));
        var options = TestGateway.Options(
            new ModelGroup("a", [GeminiAnswers.Deployment(upstream)]), TestGateway.Group("b", other)) with
        {
            ContentPolicyFallbacks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["b"] },
        };
        await using var gateway = new TestGateway(options);

        (await gateway.AskAsync()).Receipt.Group.ShouldBe("b");
    }

    [Fact]
    public async Task A_limit_spent_on_thinking_alone_is_no_reply()
    {
        await using var upstream = new FakeUpstream(Enumerable.Repeat(GeminiAnswers.Stream(GeminiAnswers.Finish("MAX_TOKENS")), 3));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        (await gateway.FailAsync()).Failure.Class.ShouldBe(FailureClass.Malformed);
    }

    private static string Error(int code, string status, string message, string details = "") =>
        $$$"""{"error":{"code":{{{code}}},"status":"{{{status}}}","message":{{{JsonSerializer.Serialize(message)}}},"""
        + $"\"details\":[{details}]}}}}";

    private static string Quota(string id) =>
        $$"""{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"{{id}}"}]}""";
}
