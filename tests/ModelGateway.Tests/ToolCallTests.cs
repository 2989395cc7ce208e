using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests;

public sealed class ToolCallTests
{
    [Theory]
    [InlineData("fragments by index")]
    [InlineData("no index")]
    [InlineData("arguments as an object")]
    [InlineData("name in every fragment")]
    public async Task Tool_calls_come_out_whole(string shape)
    {
        string[] chunks = shape switch
        {
            "no index" =>
            [
                """[{"id":"c1","function":{"name":"stock","arguments":"{\"sku\":\"A\"}"}}]""",
                """[{"id":"c2","function":{"name":"price","arguments":"{\"sku\":\"B\"}"}}]""",
            ],
            "arguments as an object" =>
            [
                """[{"index":0,"id":"c1","function":{"name":"stock","arguments":{"sku":"A"}}}]""",
                """[{"index":1,"id":"c2","function":{"name":"price","arguments":{"sku":"B"}}}]""",
            ],
            "name in every fragment" =>
            [
                """[{"index":0,"id":"c1","function":{"name":"stock","arguments":"{\"sku\":"}}]""",
                """[{"index":0,"function":{"name":"stock","arguments":"\"A\"}"}}]""",
                """[{"index":1,"id":"c2","function":{"name":"price","arguments":"{\"sku\":\"B\"}"}}]""",
            ],
            _ =>
            [
                """[{"index":0,"id":"c1","type":"function","function":{"name":"stock","arguments":""}}]""",
                """[{"index":1,"id":"c2","type":"function","function":{"name":"price","arguments":"{\"sku\""}}]""",
                """[{"index":0,"function":{"arguments":"{\"sku\":\"A\"}"}}]""",
                """[{"index":1,"function":{"arguments":":\"B\"}"}}]""",
            ],
        };
        var events = chunks.Select(calls => Answers.Event($$$"""{"choices":[{"delta":{"tool_calls":{{{calls}}}}}]}"""));
        await using var upstream = new FakeUpstream(Answers.Raw(
            string.Concat(events) + Answers.Event(Answers.Finish("tool_calls")) + Answers.Event(Answers.Usage) + Answers.Event("[DONE]")));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var reply = await gateway.AskAsync();

        reply.ToolCalls.Select(call => $"{call.CallId} {call.Name} {call.Arguments!["sku"]}").ShouldBe(["c1 stock A", "c2 price B"]);
        reply.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task Tools_and_their_results_are_sent()
    {
        await using var upstream = new FakeUpstream(Answers.Text("ok"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));
        var options = new ChatOptions
        {
            ModelId = "a",
            Tools = [AIFunctionFactory.CreateDeclaration("stock", "Units", JsonDocument.Parse("""{"type":"object"}""").RootElement)],
            ToolMode = ChatToolMode.RequireSpecific("stock"),
        };
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [new TextContent("Vou ver."), new FunctionCallContent("c1", "stock", Arguments("sku", "A"))]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "3"), new FunctionResultContent("c2", Arguments("units", 4))]),
        ];

        await gateway.Chat.GetResponseAsync(messages, options);

        var body = upstream.Requests.Single().Body;
        body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("stock");
        body.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString().ShouldBe("stock");
        var sent = body.GetProperty("messages").EnumerateArray().ToList();
        sent.ConvertAll(m => m.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "tool", "tool"]);
        sent[1].GetProperty("content").GetString().ShouldBe("Vou ver.");
        sent[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"sku":"A"}""");
        sent[2].GetProperty("content").GetString().ShouldBe("3");
        sent[3].GetProperty("content").GetString().ShouldBe("""{"units":4}""");
    }

    private static Dictionary<string, object?> Arguments(string name, object value) => new(StringComparer.Ordinal) { [name] = value };
}
