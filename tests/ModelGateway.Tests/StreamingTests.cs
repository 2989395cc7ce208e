using System.Text;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests;

public sealed class StreamingTests
{
    private const string Awkward = "Olá, João! São R$ 10,00 — já com frete 🚚.";

    [Fact]
    public async Task A_reply_streams_with_its_receipt_on_the_last_update()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Olá", ", ", "João!"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Olá, João!");
        reply.Updates.Count(update => update.Text.Length > 0).ShouldBe(3);
        reply.FinishReason.ShouldBe(ChatFinishReason.Stop);
        reply.Updates[^1].Contents.OfType<UsageContent>().Single().Details.InputTokenCount.ShouldBe(100);
        var receipt = reply.Receipt;
        (receipt.Group, receipt.DeploymentId, receipt.Provider, receipt.Model).ShouldBe(("a", "a-0", "openai", "m-1"));
        (receipt.Attempts, receipt.Fallbacks, receipt.Local, receipt.Estimated).ShouldBe((1, 0, false, false));
        receipt.QuotedSourceIds.ShouldBeEmpty();
        reply.Updates.Count(update => GatewayReceipt.Of(update) is not null).ShouldBe(1);
    }

    [Fact]
    public async Task The_request_is_what_the_protocol_asks_for()
    {
        await using var upstream = new FakeUpstream(Answers.Text("ok"));
        var deployment = TestGateway.Deployment("d", upstream) with
        {
            Defaults = new RequestDefaults(MaxOutputTokens: 150, Temperature: 0.5f, Stop: ["FIM"]),
            ExtraHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Title"] = "loja" },
        };
        await using var gateway = new TestGateway(TestGateway.Options(new ModelGroup("a", [deployment])));

        await gateway.AskAsync(options: new ChatOptions { Instructions = "Seja breve.", Temperature = 1 });

        var request = upstream.Requests.Single();
        request.Head.ShouldStartWith("POST /v1/chat/completions HTTP/1.1");
        request.Header("Authorization").ShouldBe("Bearer sk-test");
        request.Header("X-Title").ShouldBe("loja");
        var body = request.Body;
        body.GetProperty("model").GetString().ShouldBe("model-x");
        body.GetProperty("stream").GetBoolean().ShouldBeTrue();
        body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
        body.GetProperty("max_tokens").GetInt32().ShouldBe(150);
        body.GetProperty("temperature").GetDouble().ShouldBe(1, "the request's own value wins");
        body.GetProperty("stop")[0].GetString().ShouldBe("FIM");
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        messages.ConvertAll(m => m.GetProperty("role").GetString()).ShouldBe(["system", "user"]);
        messages[1].GetProperty("content").GetString().ShouldBe("Oi, tudo bem?");
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_gives_the_same_reply()
    {
        var events = new[] { Answers.Delta(Awkward), Answers.Delta(" Até já."), Answers.Finish(), Answers.Usage, "[DONE]" };
        var body = Encoding.UTF8.GetBytes("\uFEFF: ping\r\n\r\n" + string.Concat(events.Select(e => $"data: {e}\r\n\r\n")));
        await using var upstream = new FakeUpstream(
            Enumerable.Range(1, body.Length - 1).Select(at => Answers.Pieces([body[..at], body[at..]])));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));
        for (var at = 1; at < body.Length; at++)
        {
            var reply = await gateway.AskAsync();

            reply.Text.ShouldBe(Awkward + " Até já.", $"cut at byte {at}");
            reply.Receipt.OutputTokens.ShouldBe(20);
            reply.Receipt.Attempts.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("no [DONE] after a finish reason")]
    [InlineData("a whole completion although a stream was asked for")]
    [InlineData("reasoning before the text")]
    [InlineData("usage in the last content chunk")]
    public async Task Habits_of_compatible_servers_are_understood(string habit)
    {
        var usage = """
            "usage":{"prompt_tokens":100,"completion_tokens":20}
            """;
        await using var upstream = new FakeUpstream(habit switch
        {
            "no [DONE] after a finish reason" => Answers.Raw(
                Answers.Event(Answers.Delta("Oi")) + Answers.Event(Answers.Finish("eos")) + Answers.Event(Answers.Usage)),
            "reasoning before the text" => Answers.Raw(
                Answers.Event("""{"choices":[{"delta":{"role":"assistant","reasoning_content":"hm"}}]}""") + Answers.Body("Oi")),
            "usage in the last content chunk" => Answers.Raw(
                Answers.Event($$"""{"choices":[{"delta":{"content":"Oi"},"finish_reason":"stop"}],{{usage}}}""") + Answers.Event("[DONE]")),
            _ => Answers.Status(
                200, $$"""{"model":"m-1","choices":[{"message":{"role":"assistant","content":"Oi"},"finish_reason":"stop"}],{{usage}}}"""),
        });
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Oi");
        reply.FinishReason.ShouldBe(ChatFinishReason.Stop);
        (reply.Receipt.InputTokens, reply.Receipt.OutputTokens, reply.Receipt.Estimated).ShouldBe((100, 20, false));
    }

    [Fact]
    public async Task A_finished_stream_leaves_its_connection_for_the_next_call()
    {
        await using var upstream = new FakeUpstream(Enumerable.Repeat(Answers.KeepAlive(Answers.Body("Oi")), 5));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));
        for (var i = 0; i < 5; i++)
        {
            (await gateway.AskAsync()).Text.ShouldBe("Oi");
        }

        (upstream.Calls, upstream.Connections).ShouldBe((5, 1));
    }

    [Fact]
    public async Task A_large_event_is_read_whole()
    {
        var text = new string('á', 200_000);
        await using var upstream = new FakeUpstream(Answers.Text(text));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        (await gateway.AskAsync()).Text.ShouldBe(text);
    }

    [Fact]
    public async Task A_reply_in_one_piece_carries_usage_and_receipt()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Olá", "!"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var response = await gateway.Chat.GetResponseAsync("Oi", new ChatOptions { ModelId = "a" });

        response.Text.ShouldBe("Olá!");
        response.Usage.ShouldNotBeNull().OutputTokenCount.ShouldBe(20);
        GatewayReceipt.Of(response).ShouldNotBeNull().DeploymentId.ShouldBe("a-0");
    }
}
