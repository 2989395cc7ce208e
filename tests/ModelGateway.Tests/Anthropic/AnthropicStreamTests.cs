using System.Text;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicStreamTests
{
    private const string Awkward = "Olá, João! São R$ 10,00 — já com frete 🚚.";

    // One of everything: thinking, text, parallel calls, pings, and events that came after this was written.
    private static readonly string Everything = Claude.Stream(
    [
        Claude.Start,
        """{"type":"ping"}""",
        .. Claude.Thought(0, "c2ln", "Penso ", "logo 🚚"),
        Claude.Open(1, """{"type":"redacted_thinking","data":"ZGF0YQ=="}"""), Claude.Close(1),
        """{"type":"weather_report","index":1,"delta":{"type":"text_delta","text":"chuva"}}""",
        .. Claude.Text(2, Awkward, " Até já."),
        .. Claude.Call(3, "toolu_1", "stock", "", "{\"sku\":", "\"Á 1\"}"),
        .. Claude.Call(4, "toolu_2", "hours"),
        Claude.Open(5, """{"type":"server_tool_use","id":"srv","name":"web_search","input":{}}"""),
        Claude.Delta(5, """{"type":"input_json_delta","partial_json":"{\"q\":1}"}"""),
        Claude.Delta(5, """{"type":"citations_delta","citation":{"type":"page_location","cited_text":"x"}}"""),
        Claude.Close(5),
        Claude.End("tool_use", 321),
        Claude.Stop,
    ]).Replace("event: weather", ": keep-alive\n\nevent: weather", StringComparison.Ordinal);

    [Fact]
    public async Task A_stream_says_what_it_holds_and_passes_over_the_rest()
    {
        var deltas = await Claude.ReadAsync(Everything);

        Claude.Describe(deltas).Where(line => line != "works").ShouldBe(
        [
            "thinks Penso  ", "thinks logo 🚚 ", "thinks  anthropic claude-sonnet-4-5 thinking c2ln",
            "thinks  anthropic claude-sonnet-4-5 redacted ZGF0YQ==",
            "says " + Awkward, "says  Até já.",
            """calls toolu_1 stock {"sku":"\u00C1 1"}""", "calls toolu_2 hours {}",
            $"ends tool_calls {new Accounting.TokenUsage(100, 321)} claude-sonnet-4-5-20250929",
        ]);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_says_the_same()
    {
        var whole = Claude.Describe(await Claude.ReadAsync(Everything));
        var length = Encoding.UTF8.GetByteCount(Everything);
        for (var cut = 1; cut < length; cut++)
        {
            Claude.Describe(await Claude.ReadAsync(Everything, cut)).ShouldBe(whole, $"cut at byte {cut}");
        }
    }

    [Fact]
    public async Task Line_ends_do_not_matter() =>
        Claude.Describe(await Claude.ReadAsync("\uFEFF" + Everything.ReplaceLineEndings("\r\n")))
            .ShouldBe(Claude.Describe(await Claude.ReadAsync(Everything)));

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("pause_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("refusal", "content_filter")]
    [InlineData("boredom", "boredom")]
    public async Task A_stop_reason_is_told_in_the_common_words(string reason, string expected)
    {
        var deltas = await Claude.ReadAsync(Claude.Stream([Claude.Start, .. Claude.Text(0, "Oi"), Claude.End(reason), Claude.Stop]));

        deltas[^1].FinishReason.ShouldBe(new ChatFinishReason(expected));
    }

    [Fact]
    public async Task A_ping_is_a_sign_of_life_only_while_the_model_thinks_unseen()
    {
        const string Ping = """{"type":"ping"}""";
        var thinking = await Claude.ReadAsync(Claude.Stream(
            [Claude.Start, Claude.Open(0, """{"type":"thinking","thinking":""}"""), Ping, Claude.Close(0), .. Claude.Text(1, "Oi"),
            Claude.End("end_turn")]));
        var waiting = await Claude.ReadAsync(Claude.Stream([Claude.Start, Ping, .. Claude.Text(0, "Oi"), Claude.End("end_turn")]));

        thinking.Count(delta => delta.Progress).ShouldBe(3);
        waiting.Count(delta => delta.Progress).ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_streams_with_its_receipt()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("Olá", ", ", "João!")));
        await using var gateway = Claude.Gateway(upstream);

        var reply = await gateway.AskAsync();

        (reply.Text, reply.FinishReason).ShouldBe(("Olá, João!", ChatFinishReason.Stop));
        var receipt = reply.Receipt;
        (receipt.Provider, receipt.Model, receipt.InputTokens, receipt.OutputTokens, receipt.Estimated)
            .ShouldBe(("anthropic", "claude-sonnet-4-5-20250929", 100, 20, false));
        receipt.CostUsd.ShouldBe((100 * 0.000003m) + (20 * 0.000015m));
    }

    [Fact]
    public async Task A_message_in_one_piece_is_understood_too()
    {
        const string Whole = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
            {"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"Vou ver."},
            {"type":"tool_use","id":"toolu_1","name":"stock","input":{"sku":"A"}}],
            "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":8}}
            """;
        await using var upstream = new FakeUpstream(Answers.Status(200, Whole));
        await using var gateway = Claude.Gateway(upstream);

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Vou ver.");
        reply.Updates.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Last().ProtectedData
            .ShouldBe("anthropic claude-sonnet-4-5 thinking c2ln");
        reply.ToolCalls.Single().Arguments!["sku"]!.ToString().ShouldBe("A");
        (reply.FinishReason, reply.Receipt.InputTokens, reply.Receipt.OutputTokens).ShouldBe((ChatFinishReason.ToolCalls, 7, 8));
    }

    [Fact]
    public async Task A_refusal_without_a_word_goes_to_another_model_and_with_words_is_told()
    {
        var silent = Claude.Stream(Claude.Start, Claude.End("refusal"), Claude.Stop);
        await using var refusing = new FakeUpstream(
            Answers.Raw(silent),
            Answers.Raw(Claude.Stream([Claude.Start, .. Claude.Text(0, "Não posso"), Claude.End("refusal"), Claude.Stop])));
        await using var other = new FakeUpstream(Answers.Text("Posso."));
        var options = TestGateway.Options(new ModelGroup("a", [Claude.Deployment(upstream: refusing)]), TestGateway.Group("b", other)) with
        {
            ContentPolicyFallbacks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["b"] },
        };
        await using var gateway = new TestGateway(options);

        (await gateway.AskAsync()).Text.ShouldBe("Posso.");
        var second = await gateway.AskAsync();
        (second.Text, second.FinishReason).ShouldBe(("Não posso", ChatFinishReason.ContentFilter));
    }
}
