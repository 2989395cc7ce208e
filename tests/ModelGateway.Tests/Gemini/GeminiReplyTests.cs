using System.Text;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Gemini;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

public sealed class GeminiReplyTests
{
    private const string Counted =
        """{"promptTokenCount":70,"candidatesTokenCount":9,"thoughtsTokenCount":30,"cachedContentTokenCount":50,"""
        + "\"toolUsePromptTokenCount\":5}";

    private static readonly Dictionary<string, string[]> Recorded = new(StringComparer.Ordinal)
    {
        ["text"] = [GeminiAnswers.Text("Olá, João! São R$ 10,00 — "), GeminiAnswers.Text("já com frete 🚚."), GeminiAnswers.Finish()],
        ["thinking"] =
        [
            GeminiAnswers.Piece("""{"text":"O cliente pergunta…","thought":true}"""),
            GeminiAnswers.Piece("""{"text":"Temos "},{"text":"três."}"""),
            GeminiAnswers.Piece("""{"text":"","thoughtSignature":"Q2h5Yg=="}""", "STOP", Counted),
        ],
        ["tools"] =
        [
            GeminiAnswers.Piece("""{"text":"Vou ver."}"""),
            GeminiAnswers.Piece(
                """{"functionCall":{"id":"c1","name":"stock","args":{"sku":"Calção"}},"thoughtSignature":"c2ln"},"""
                + """{"functionCall":{"id":"c2","name":"price"}}"""),
            GeminiAnswers.Finish(),
        ],
    };

    public static TheoryData<string> Names => [.. Recorded.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_cut_at_any_byte_gives_the_same_deltas(string name)
    {
        var pieces = Recorded[name];
        var bytes = Encoding.UTF8.GetBytes("\uFEFF: ping\r\n\r\n" + GeminiAnswers.Body(pieces));
        var expected = Describe(await GeminiAnswers.ReadAsync(pieces));
        expected.ShouldNotBeEmpty();

        for (var at = 0; at < bytes.Length; at++)
        {
            Describe(await GeminiAnswers.ReadAsync(new CutStream(bytes, at))).ShouldBe(expected, $"cut at {at}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_that_ends_early_is_never_whole(string name)
    {
        var pieces = Recorded[name];
        var bytes = Encoding.UTF8.GetBytes(GeminiAnswers.Body(pieces[..^1]));
        for (var length = 0; length <= bytes.Length; length++)
        {
            var failure = await Should.ThrowAsync<ProviderException>(() => GeminiAnswers.ReadAsync(new MemoryStream(bytes, 0, length)));
            failure.Failure.Class.ShouldBe(FailureClass.Truncated, $"after {length} bytes");
        }
    }

    [Fact]
    public async Task Parts_come_out_in_their_order()
    {
        Describe(await GeminiAnswers.ReadAsync(Recorded["thinking"])).ShouldBe(
            "thought 'O cliente pergunta…' ; text 'Temos ' ; text 'três.' ; seal 'gemini Q2h5Yg==' ; stop");
        Describe(await GeminiAnswers.ReadAsync(Recorded["tools"])).ShouldBe(
            "text 'Vou ver.' ; call c1 stock(sku=Calção) #c2ln ; call c2 price() # ; tool_calls");
    }

    [Fact]
    public async Task Calls_without_ids_get_one_each_that_no_other_turn_has()
    {
        var piece = GeminiAnswers.Piece("""{"functionCall":{"name":"stock","args":{}}},{"functionCall":{"name":"stock"}}""", "STOP");

        var first = await GeminiAnswers.ReadAsync(piece);
        var second = await GeminiAnswers.ReadAsync(piece);

        var ids = first.Concat(second).Select(delta => delta.ToolCall?.CallId).OfType<string>().ToList();
        ids.Count.ShouldBe(4);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.StartsWith("call_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("STOP", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("BLOCKLIST", "content_filter")]
    [InlineData("PROHIBITED_CONTENT", "content_filter")]
    [InlineData("SPII", "content_filter")]
    [InlineData("LANGUAGE", "content_filter")]
    [InlineData("IMAGE_SAFETY", "content_filter")]
    [InlineData("OTHER", "other")]
    public async Task The_reason_of_the_end_is_told_in_everybodys_words(string reason, string expected)
    {
        var deltas = await GeminiAnswers.ReadAsync(GeminiAnswers.Text("Olá"), GeminiAnswers.Finish(reason));
        deltas.Select(delta => delta.FinishReason?.Value).OfType<string>().ShouldBe([expected]);
    }

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    [InlineData("UNEXPECTED_TOOL_CALL")]
    [InlineData("TOO_MANY_TOOL_CALLS")]
    [InlineData("MISSING_THOUGHT_SIGNATURE")]
    public async Task A_reply_that_the_model_spoiled_is_a_failure_and_no_end(string reason) =>
        (await FailAsync(GeminiAnswers.Finish(reason))).Class.ShouldBe(FailureClass.Malformed);

    [Fact]
    public async Task A_refused_prompt_is_a_matter_of_content_policy()
    {
        var refused = """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":""" + GeminiAnswers.Usage + "}";
        (await FailAsync(refused)).Class.ShouldBe(FailureClass.ContentPolicy);

        var rated = """{"promptFeedback":{"safetyRatings":[{"category":"X"}]}}""";
        (await GeminiAnswers.ReadAsync(rated, GeminiAnswers.Text("ok", "STOP"))).ShouldContain(delta => delta.Text == "ok");
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"retryDelay":"1.5s"}]}}""", FailureClass.Throttle, 1.5)]
    [InlineData("""{"error":{"status":"UNAVAILABLE","message":"x"}}""", FailureClass.Server, null)]
    [InlineData("""{"error":{"code":"invalid_request","status":"INVALID_ARGUMENT"}}""", FailureClass.InvalidRequest, null)]
    public async Task An_error_inside_the_stream_has_its_own_class(string piece, FailureClass failureClass, double? seconds)
    {
        var failure = await FailAsync(GeminiAnswers.Text("Olá"), piece);
        (failure.Class, failure.RetryAfter?.TotalSeconds).ShouldBe((failureClass, seconds));
    }

    [Theory]
    [InlineData("{oops}")]
    [InlineData("[1]")]
    [InlineData("""{"candidates":[{"finishReason":"STOP"}]}{}""")]
    public async Task What_is_no_piece_of_a_reply_is_malformed(string piece) =>
        (await FailAsync(piece)).Class.ShouldBe(FailureClass.Malformed);

    [Fact]
    public async Task Members_of_other_types_and_unknown_ones_are_passed_over()
    {
        var deltas = await GeminiAnswers.ReadAsync(
            """{"candidates":[1,null,{"content":{"parts":["x",{"inlineData":{"data":"AA=="}},{"text":7},{"text":"ok","new":{}}]}}]}""",
            """{"error":null,"candidates":null,"usageMetadata":"?","modelVersion":null}""",
            GeminiAnswers.Finish(),
            "[DONE]");
        string.Concat(deltas.Select(delta => delta.Text)).ShouldBe("7ok");
    }

    [Fact]
    public async Task Thinking_counts_as_output_and_the_cache_as_input()
    {
        var deltas = await GeminiAnswers.ReadAsync(Recorded["thinking"]);
        deltas.Select(delta => delta.Usage).Last(usage => usage is not null).ShouldBe(new TokenUsage(75, 39, 50, 30));
    }

    [Theory]
    [InlineData("""{"promptTokenCount":7,"totalTokenCount":7}""", 7, 0)]
    [InlineData("""{"promptTokenCount":7,"totalTokenCount":20,"thoughtsTokenCount":3}""", 7, 13)]
    [InlineData("""{"promptTokenCount":7,"candidatesTokenCount":0,"totalTokenCount":20}""", 7, 0)]
    public async Task A_count_that_is_left_out_follows_from_the_total(string usage, long input, long output)
    {
        var deltas = await GeminiAnswers.ReadAsync(GeminiAnswers.Piece("""{"text":"x"}""", "STOP", usage));
        var last = deltas.Select(delta => delta.Usage).Last(usage => usage is not null).ShouldNotBeNull();
        (last.InputTokens, last.OutputTokens).ShouldBe((input, output));
    }

    private static async Task<ModelFailure> FailAsync(params string[] pieces) =>
        (await Should.ThrowAsync<ProviderException>(() => GeminiAnswers.ReadAsync(pieces))).Failure;

    private static string Describe(IEnumerable<ModelDelta> deltas) => string.Join(" ; ", deltas.SelectMany(Words));

    private static IEnumerable<string> Words(ModelDelta delta)
    {
        if (delta.Reasoning is { } thought)
        {
            yield return thought.ProtectedData is null ? $"thought '{thought.Text}'" : $"seal '{thought.ProtectedData}'";
        }

        if (delta.Text is not null)
        {
            yield return $"text '{delta.Text}'";
        }

        if (delta.ToolCall is { } call)
        {
            var arguments = string.Join(',', call.Arguments!.Select(pair => pair.Key + "=" + pair.Value));
            yield return $"call {call.CallId} {call.Name}({arguments}) #{GeminiSeal.SignatureOf(call)}";
        }

        if (delta.FinishReason is { } reason)
        {
            yield return reason.Value;
        }
    }
}
