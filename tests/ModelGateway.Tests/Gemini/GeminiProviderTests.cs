using System.Text;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>Over real sockets: the address, the headers, and the forms a reply may have.</summary>
public sealed class GeminiProviderTests
{
    [Fact]
    public async Task A_reply_streams_with_its_receipt()
    {
        await using var upstream = new FakeUpstream(GeminiAnswers.Stream(
            GeminiAnswers.Text("Olá"), GeminiAnswers.Text(", João 🚚!"), GeminiAnswers.Finish()));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Olá, João 🚚!");
        reply.FinishReason.ShouldBe(ChatFinishReason.Stop);
        var receipt = reply.Receipt;
        (receipt.Provider, receipt.Model, receipt.InputTokens, receipt.OutputTokens, receipt.Estimated)
            .ShouldBe(("gemini", "g-1", 100, 20, false));
    }

    [Fact]
    public async Task The_key_travels_in_a_header_and_never_in_the_address()
    {
        await using var upstream = new FakeUpstream(GeminiAnswers.Stream(GeminiAnswers.Text("ok", "STOP")));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        await gateway.AskAsync();

        var request = upstream.Requests.Single();
        request.Head.ShouldStartWith("POST /v1/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP/1.1");
        request.Header("x-goog-api-key").ShouldBe("sk-test");
        request.Header("Authorization").ShouldBeNull();
        request.Head.Split("\r\n")[0].ShouldNotContain("sk-test");
    }

    [Theory]
    [InlineData("", "gemini-3-flash", "/v1beta/models/gemini-3-flash")]
    [InlineData("/", "gemini-3-flash", "/v1beta/models/gemini-3-flash")]
    [InlineData("/v1beta", "gemini-3-flash", "/v1beta/models/gemini-3-flash")]
    [InlineData("/v1alpha/", "gemini-3-flash", "/v1alpha/models/gemini-3-flash")]
    [InlineData("/v1beta/openai", "gemini-3-flash", "/v1beta/models/gemini-3-flash")]
    [InlineData("/proxy", "gemini-3-flash", "/proxy/v1beta/models/gemini-3-flash")]
    [InlineData("/v1", "models/gemini-3-flash", "/v1/models/gemini-3-flash")]
    [InlineData("/v1", "tunedModels/mine", "/v1/tunedModels/mine")]
    [InlineData("/v1", "../../x?key=1", "/v1/models/..%2F..%2Fx%3Fkey%3D1")]
    public async Task An_api_base_may_leave_out_the_version(string path, string model, string expected)
    {
        await using var upstream = new FakeUpstream(GeminiAnswers.Stream(GeminiAnswers.Text("ok", "STOP")));
        var apiBase = new Uri(upstream.ApiBase, path.Length == 0 ? "/" : path);
        var deployment = GeminiAnswers.Deployment(upstream, model) with { ApiBase = apiBase };
        await using var gateway = new TestGateway(TestGateway.Options(new ModelGroup("a", [deployment])));

        await gateway.AskAsync();

        upstream.Requests.Single().Head.ShouldStartWith($"POST {expected}:streamGenerateContent?alt=sse HTTP/1.1");
    }

    [Fact]
    public async Task A_server_that_ignores_the_wish_for_events_sends_an_array()
    {
        var pieces = new[] { GeminiAnswers.Text("Olá, [ou] "), GeminiAnswers.Text("\"oi\"!"), GeminiAnswers.Finish() };
        await using var upstream = new FakeUpstream(
            Answers.Status(200, "[" + string.Join(",\r\n", pieces) + "]"),
            Answers.Status(200, GeminiAnswers.Text("inteira", "STOP")));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        (await gateway.AskAsync()).Text.ShouldBe("Olá, [ou] \"oi\"!");
        (await gateway.AskAsync()).Text.ShouldBe("inteira", "generateContent's form");
    }

    [Fact]
    public async Task An_array_that_ends_early_is_a_truncated_reply()
    {
        var whole = "[" + GeminiAnswers.Text("Olá") + "," + GeminiAnswers.Text("!", "STOP") + "]";
        await using var upstream = new FakeUpstream(Answers.Status(200, whole[..^40]), Answers.Status(200, whole[..^1]));
        var options = TestGateway.Options(new ModelGroup("a", [GeminiAnswers.Deployment(upstream)]));
        await using var gateway = new TestGateway(options);

        var (text, failure) = await gateway.FailAsync();
        (text, failure.Class, failure.TextEmitted).ShouldBe(("Olá", FailureClass.Truncated, true));

        (await gateway.AskAsync()).Text.ShouldBe("Olá!", "only the bracket was missing");
    }

    [Theory]
    [InlineData("""[{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}]""", FailureClass.Server)]
    [InlineData("""{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}""", FailureClass.Throttle)]
    [InlineData("""[{"candidates":}]""", FailureClass.Malformed)]
    public async Task An_error_with_status_200_is_an_error(string body, FailureClass failureClass)
    {
        await using var upstream = new FakeUpstream(Answers.Status(200, body), Answers.Status(200, body), Answers.Status(200, body));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        (await gateway.FailAsync()).Failure.Class.ShouldBe(failureClass);
    }

    [Fact]
    public async Task A_stream_cut_by_the_network_is_a_failure_only_before_its_end()
    {
        var begun = GeminiAnswers.Body(GeminiAnswers.Text("Olá"));
        await using var upstream = new FakeUpstream(
            Answers.Cut(begun), Answers.Cut(begun + GeminiAnswers.Body(GeminiAnswers.Finish())), Answers.Raw(begun + "data: {\"cand"));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        (await gateway.FailAsync()).Failure.Class.ShouldBe(FailureClass.Truncated);
        (await gateway.AskAsync()).Text.ShouldBe("Olá");
        (await gateway.FailAsync()).Failure.Class.ShouldBe(FailureClass.Truncated);
    }

    [Fact]
    public async Task Tool_calls_and_thoughts_reach_the_caller()
    {
        await using var upstream = new FakeUpstream(Answers.Pieces(
        [
            Encoding.UTF8.GetBytes(GeminiAnswers.Body(GeminiAnswers.Piece("""{"text":"Hm.","thought":true}"""))),
            Encoding.UTF8.GetBytes(GeminiAnswers.Body(
                GeminiAnswers.Piece("""{"functionCall":{"name":"stock","args":{"sku":"A"}},"thoughtSignature":"c2ln"}""", "STOP"))),
        ]));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        var reply = await gateway.AskAsync();

        reply.ToolCalls.Select(call => $"{call.Name} {call.Arguments!["sku"]}").ShouldBe(["stock A"]);
        reply.Updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        reply.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }
}
