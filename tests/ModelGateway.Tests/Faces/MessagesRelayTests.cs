using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Tests.Anthropic;

namespace Agentes.ModelGateway.Tests.Faces;

/// <summary>A caller who speaks Messages, before a provider that does too.</summary>
public sealed class MessagesRelayTests
{
    private const string Extras = """ "container":"c_1","temperature":0.5,"cache":{"no-cache":true},"num_retries":1 """;

    private static readonly string Everything = Claude.Stream(
    [
        Claude.Start,
        """{"type":"ping"}""",
        .. Claude.Thought(0, "c2ln", "Penso 🚚"),
        """{"type":"weather_report","index":1,"degrees":[1,2]}""",
        .. Claude.Text(1, "Olá, João!"),
        .. Claude.Call(2, "toolu_1", "stock", "{\"sku\":", "\"Á 1\"}"),
        Claude.End("tool_use", 321),
        Claude.Stop,
    ]);

    [Fact]
    public async Task A_stream_goes_back_byte_for_byte_and_the_request_forth_with_its_model_exchanged()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Everything));
        await using var gateway = Claude.Gateway(upstream);

        var answer = await gateway.AnswerAsync(MessagesRequest.Read(Request($"{Extras},\"stream\":true"), beta: "files-2025, files-2025,x"));

        answer.Body.ShouldBe(Everything);
        var receipt = answer.Receipt.ShouldNotBeNull();
        (receipt.InputTokens, receipt.OutputTokens, receipt.Estimated).ShouldBe((100, 321, false));
        receipt.CostUsd.ShouldBe((100 * 0.000003m) + (321 * 0.000015m));
        var sent = upstream.Requests.Single();
        sent.Header("anthropic-version").ShouldBe("2023-06-01");
        sent.Header("anthropic-beta").ShouldBe("files-2025,x");
        sent.Body.GetRawText().ShouldBe(
            """{"model":"claude-sonnet-4-5","max_tokens":9,"container":"c_1","temperature":0.5,"messages":[{"role":"user","content":"Oi"}],"stream":true}""");
    }

    [Fact]
    public async Task A_whole_message_goes_back_byte_for_byte()
    {
        const string message = """
            {"id":"msg_9","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Olá"},{"type":"new","x":1}],
             "stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":4,"cache_read_input_tokens":6},"extra":true}
            """;
        await using var upstream = new FakeUpstream(Answers.Status(200, message));
        await using var gateway = Claude.Gateway(upstream);

        var answer = await gateway.AnswerAsync(MessagesRequest.Read(Request(Extras)));

        answer.Body.ShouldBe(message);
        var receipt = answer.Receipt.ShouldNotBeNull();
        (receipt.InputTokens, receipt.CachedTokens, receipt.OutputTokens, receipt.Model).ShouldBe((16, 6, 4, "claude-x"));
        upstream.Requests.Single().Body.GetProperty("stream").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_relayed_stream_cut_at_any_byte_says_the_same()
    {
        var whole = await RelayAsync(Everything.Length * 4);
        string.Concat(whole.Select(delta => Claude.Event(Encoding.UTF8.GetString(delta.Original.Span)))).ShouldBe(Everything);
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Everything); cut++)
        {
            var same = await RelayAsync(cut);
            same.Select(Describe).ShouldBe(whole.Select(Describe), $"cut at byte {cut}");
        }

        static async Task<List<ModelDelta>> RelayAsync(int cut)
        {
            var bytes = Encoding.UTF8.GetBytes(Everything);
            using var events = new EventStreamReader(new Claude.TwoPieces(bytes, Math.Min(cut, bytes.Length)));
            var reply = new AnthropicRelay();
            var deltas = new List<ModelDelta>();
            while (!reply.Done && await events.ReadAsync(CancellationToken.None))
            {
                reply.Read(events.Data.Span, events.CutOff);
                deltas.AddRange(reply.Deltas);
            }

            reply.EnsureFinished();
            return deltas;
        }

        static string Describe(ModelDelta delta) =>
            $"{Encoding.UTF8.GetString(delta.Original.Span)} {delta.Text} {delta.FinishReason} {delta.Usage} {delta.Model} {delta.Progress}";
    }

    [Fact]
    public async Task A_relayed_stream_that_breaks_ends_with_an_error_and_no_stop()
    {
        var begun = Claude.Stream([Claude.Start, .. Claude.Text(0, "Olá")]);
        await using var upstream = new FakeUpstream(Answers.Raw(begun));
        await using var gateway = Claude.Gateway(upstream);

        var answer = await gateway.AnswerAsync(MessagesRequest.Read(Request("\"stream\":true")));

        answer.Body.ShouldStartWith(begun);
        answer.Body.ShouldContain("event: error\n");
        answer.Body.ShouldNotContain("message_stop");
    }

    [Fact]
    public async Task When_the_first_provider_fails_one_of_another_wire_answers_in_the_words_of_Messages()
    {
        await using var broken = new FakeUpstream(Answers.Status(529, """{"type":"error","error":{"type":"overloaded_error","message":"x"}}"""));
        await using var other = new FakeUpstream(Answers.Text("Olá"));
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("a", [Claude.Deployment(upstream: broken)]), TestGateway.Group("b", other)) with
        {
            DefaultFallbacks = ["b"],
            Retries = new RetryLimits { Count = 0 },
        });

        var answer = await gateway.AnswerAsync(MessagesRequest.Read(Request("\"stream\":true")));

        answer.Body.ShouldStartWith("event: message_start\n");
        answer.Body.ShouldContain("\"text\":\"Olá\"");
        answer.Body.ShouldEndWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    [Theory]
    [InlineData("""{"type":"thinking","thinking":"Penso","signature":"c2ln"}""", null, true)]
    [InlineData("""{"type":"thinking","thinking":"Penso","signature":"gemini c2ln"}""", null, false)]
    [InlineData("""{"type":"tool_use","id":"toolu_1","name":"stock","input":{}}""", null, true)]
    [InlineData("""{"type":"tool_use","id":"functions.stock:0","name":"stock","input":{}}""", null, false)]
    [InlineData("""{"type":"text","text":"Sim"}""", "2023-06-01", true)]
    [InlineData("""{"type":"text","text":"Sim"}""", "2026-10-21", false)]
    public async Task What_another_provider_sealed_or_numbered_and_another_version_are_translated(string block, string? version, bool asItIs)
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("Olá")));
        await using var gateway = new TestGateway(
            TestGateway.Options(new ModelGroup("a", [Claude.Deployment("claude-sonnet-4-5", upstream, version)])));
        var history = $$"""{"role":"user","content":"Oi"},{"role":"assistant","content":[{{block}}]},{"role":"user","content":"E?"}""";

        await gateway.AnswerAsync(MessagesRequest.Read(
            Face.Bytes($$"""{"model":"a","max_tokens":9,"unknown":1,"stream":true,"messages":[{{history}}]}""")));

        upstream.Requests.Single().Body.TryGetProperty("unknown", out _).ShouldBe(asItIs);
    }

    [Fact]
    public async Task The_callers_version_is_the_providers()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("Olá")));
        await using var gateway = Claude.Gateway(upstream);

        await gateway.AnswerAsync(MessagesRequest.Read(Request("\"stream\":true"), version: "2026-10-21"));

        upstream.Requests.Single().Header("anthropic-version").ShouldBe("2026-10-21");
    }

    [Fact]
    public async Task Marks_of_the_prompt_cache_and_strict_tools_and_the_end_user_survive_translation()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("Olá")));
        await using var gateway = new TestGateway(
            TestGateway.Options(new ModelGroup("a", [Claude.Deployment(upstream: upstream) with { MaskPersonalData = true }])));
        const string schema = """{"type":"object","properties":{"sku":{"type":"string"}},"required":["sku"],"additionalProperties":false}""";
        const string ephemeral = "\"cache_control\":{\"type\":\"ephemeral\"}";

        await gateway.AnswerAsync(MessagesRequest.Read(Face.Bytes(
            $$$"""
            {"model":"a","max_tokens":9,"stream":true,"metadata":{"user_id":"u-1"},{{{ephemeral}}},
             "system":[{"type":"text","text":"Fale pouco.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "tools":[{"name":"stock","input_schema":{{{schema}}},"strict":true,{{{ephemeral}}}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"joao@example.com","cache_control":null},{"type":"text","text":"Oi"}]}]}
            """)));

        var sent = upstream.Requests.Single().Body;
        sent.GetRawText().ShouldNotContain("joao@");
        sent.GetProperty("system")[0].GetProperty("cache_control").GetRawText().ShouldBe("""{"type":"ephemeral","ttl":"1h"}""");
        sent.GetProperty("tools")[0].GetProperty("cache_control").GetRawText().ShouldBe("""{"type":"ephemeral"}""");
        sent.GetProperty("tools")[0].GetProperty("strict").GetBoolean().ShouldBeTrue();
        sent.GetProperty("metadata").GetProperty("user_id").GetString().ShouldBe("u-1");
        var said = sent.GetProperty("messages")[0].GetProperty("content");
        said[0].TryGetProperty("cache_control", out _).ShouldBeFalse();
        said[1].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral", "the mark of the whole request");
    }

    [Fact]
    public void A_mark_of_the_prompt_cache_that_nobody_knows_is_refused()
    {
        var bad = Should.Throw<Agentes.ModelGateway.Faces.FaceException>(() => MessagesRequest.Read(Face.Bytes(
            """
            {"model":"a","max_tokens":1,"messages":[{"role":"user","content":[
              {"type":"text","text":"Oi","cache_control":{"type":"ephemeral","ttl":"2h"}}]}]}
            """)));

        bad.Param.ShouldBe("messages[0].content[0].cache_control.ttl");
    }

    private static ReadOnlyMemory<byte> Request(string members) =>
        Face.Bytes($$"""{"model":"a","max_tokens":9,{{members}},"messages":[{"role":"user","content":"Oi"}]}""");
}
