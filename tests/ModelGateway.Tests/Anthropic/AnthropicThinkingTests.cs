using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicThinkingTests
{
    [Theory]
    [InlineData("claude-3-5-sonnet-20241022", ReasoningEffort.High, 8_000, "", "")]
    [InlineData("claude-haiku-4-5", ReasoningEffort.Low, 8_000, """{"type":"enabled","budget_tokens":1024}""", "")]
    [InlineData("claude-haiku-4-5", ReasoningEffort.Medium, 8_000, """{"type":"enabled","budget_tokens":2048}""", "")]
    [InlineData("claude-haiku-4-5", ReasoningEffort.High, 8_000, """{"type":"enabled","budget_tokens":4000}""", "")]
    [InlineData("claude-haiku-4-5", ReasoningEffort.High, 2_000, "", "")]
    [InlineData("claude-haiku-4-5", ReasoningEffort.None, 8_000, "", "")]
    [InlineData("claude-opus-4-6", ReasoningEffort.ExtraHigh, 8_000, """{"type":"adaptive"}""", "max")]
    [InlineData("claude-opus-4-7", ReasoningEffort.ExtraHigh, 8_000, """{"type":"adaptive","display":"summarized"}""", "xhigh")]
    [InlineData("claude-opus-4-7", ReasoningEffort.None, 8_000, "", "")]
    [InlineData("claude-opus-5", ReasoningEffort.None, 8_000, """{"type":"disabled"}""", "")]
    [InlineData("claude-haiku-5-5", ReasoningEffort.None, 8_000, """{"type":"disabled"}""", "")]
    [InlineData("claude-sonnet-5-5", ReasoningEffort.None, 8_000, """{"type":"between_tools"}""", "")]
    [InlineData("claude-opus-5-5", ReasoningEffort.None, 8_000, "", "low")]
    [InlineData("claude-opus-5-5", null, 8_000, "", "")]
    public void Effort_is_asked_for_in_the_words_of_the_model(
        string model, ReasoningEffort? effort, int maxTokens, string thinking, string word)
    {
        var body = Claude.Body(model, new ChatOptions
        {
            MaxOutputTokens = maxTokens,
            Temperature = 0.5f,
            Reasoning = effort is null ? null : new ReasoningOptions { Effort = effort, Output = ReasoningOutput.Summary },
        });

        (Member(body, "thinking"), body.TryGetProperty("output_config", out var output) ? Member(output, "effort") : "")
            .ShouldBe((thinking, word));
        body.TryGetProperty("temperature", out _).ShouldBe(!thinking.Contains("budget", StringComparison.Ordinal) && IsOlder(model));
    }

    [Theory]
    [InlineData("claude-haiku-4-5", "")]
    [InlineData("claude-opus-5", """{"type":"disabled"}""")]
    public void A_demanded_tool_leaves_no_room_for_thinking(string model, string thinking)
    {
        var options = new ChatOptions
        {
            Tools = [AnthropicToolTests.Tool("stock", "{}")],
            ToolMode = ChatToolMode.RequireAny,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Medium },
        };

        Member(Claude.Body(model, options), "thinking").ShouldBe(thinking);
        options.ToolMode = ChatToolMode.Auto;
        Member(Claude.Body(model, options), "thinking").ShouldNotBe(thinking);
    }

    [Fact]
    public async Task Thinking_goes_back_unchanged_to_the_model_whose_it_is()
    {
        var stream = Claude.Stream(
        [
            Claude.Start,
            .. Claude.Thought(0, "c2ln", "Preciso ", "ver."),
            Claude.Open(1, """{"type":"redacted_thinking","data":"ZGF0YQ=="}"""), Claude.Close(1),
            .. Claude.Thought(2, "c2ln2"),
            .. Claude.Text(3, "Vou ver."),
            .. Claude.Call(4, "toolu_1", "stock", """{"sku":"A"}"""),
            Claude.End("tool_use"),
            Claude.Stop,
        ]);
        await using var upstream = new FakeUpstream(Answers.Raw(stream), Answers.Raw(stream), Answers.Raw(Claude.Says("Tem 3.")));
        await using var gateway = Claude.Gateway(upstream);
        List<ChatMessage> history = [new(ChatRole.User, "Tem?")];
        var reply = await gateway.Chat.GetResponseAsync(history, Thinking());
        history.AddRange(reply.Messages);
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("toolu_1", "3")]));

        await gateway.Chat.GetResponseAsync(history, Thinking());

        var turn = upstream.Requests.Last().Body.GetProperty("messages")[1];
        turn.GetProperty("content").EnumerateArray().Select(block => block.ToString()).ShouldBe(
        [
            """{"type":"thinking","thinking":"Preciso ver.","signature":"c2ln"}""",
            """{"type":"redacted_thinking","data":"ZGF0YQ=="}""",
            """{"type":"thinking","thinking":"","signature":"c2ln2"}""",
            """{"type":"text","text":"Vou ver."}""",
            """{"type":"tool_use","id":"toolu_1","name":"stock","input":{"sku":"A"}}""",
        ]);
        Member(upstream.Requests.Last().Body, "thinking").ShouldNotBeEmpty();

        AnthropicToolTests.Shape(Claude.Body("claude-opus-4-6", Thinking(), [.. history]).GetProperty("messages")[1])
            .ShouldBe("assistant text tool_use:toolu_1", "another model does not take it");
        AnthropicToolTests.Shape(Claude.Body(Claude.Sonnet, Thinking(), [.. Stored(history)]).GetProperty("messages")[1])
            .ShouldBe("assistant thinking redacted_thinking thinking text tool_use:toolu_1", "it survives a stored history");
    }

    [Fact]
    public void Thinking_of_others_is_not_sent_and_with_a_budget_a_turn_without_it_is_not_resumed()
    {
        ChatMessage[] history =
        [
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("hm") { ProtectedData = "b3RoZXI=" }, new TextReasoningContent("sem selo"),
                AnthropicToolTests.Call("c1", "stock", "A"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "3")]),
        ];

        var budgeted = Claude.Body("claude-haiku-4-5", Thinking(), history);
        var adaptive = Claude.Body("claude-opus-4-6", Thinking(), history);

        AnthropicToolTests.Shape(budgeted.GetProperty("messages")[1]).ShouldBe("assistant tool_use:c1");
        Member(budgeted, "thinking").ShouldBe("");
        Member(adaptive, "thinking").ShouldBe("""{"type":"adaptive"}""");
        Member(Claude.Body("claude-haiku-4-5", Thinking()), "thinking").ShouldNotBeEmpty("control");
    }

    [Fact]
    public void Thinking_that_led_to_nothing_is_left_out()
    {
        var body = Claude.Body(
            Claude.Sonnet,
            null,
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [new TextReasoningContent("hm") { ProtectedData = "anthropic claude-sonnet-4-5 thinking c2ln" }]),
            new(ChatRole.User, "Alô?"));

        AnthropicRequestTests.Conversation(body).ShouldBe(["user: Tem? + Alô?"]);
    }

    [Fact]
    public async Task A_history_of_calls_moves_to_another_provider_and_back_without_loss()
    {
        await using var claude = new FakeUpstream(
            Answers.Raw(Claude.Stream(
            [
                Claude.Start, .. Claude.Thought(0, "c2ln", "hm"), .. Claude.Call(1, "toolu_1", "stock", """{"sku":"A"}"""),
                Claude.End("tool_use"), Claude.Stop,
            ])),
            Answers.Raw(Claude.Says("Tem 3.")));
        const string OpenAI = """
            {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call:1","function":{"name":"price","arguments":"{\"sku\":\"A\"}"}}]}}]}
            """;
        await using var other = new FakeUpstream(Answers.Raw(
            Answers.Event(OpenAI) + Answers.Event(Answers.Finish("tool_calls")) + Answers.Event("[DONE]")));
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("a", [Claude.Deployment(upstream: claude)]), TestGateway.Group("b", other)));
        List<ChatMessage> history = [new(ChatRole.User, "Tem?")];
        history.AddRange((await gateway.Chat.GetResponseAsync(history, Thinking("a"))).Messages);
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("toolu_1", "3")]));
        history.AddRange((await gateway.Chat.GetResponseAsync(history, Thinking("b"))).Messages);
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call:1", "9,90")]));

        await gateway.Chat.GetResponseAsync(history, Thinking("a"));

        other.Requests.Single().Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString())
            .ShouldBe(["user", "assistant", "tool"]);
        claude.Requests.Last().Body.GetProperty("messages").EnumerateArray().Select(AnthropicToolTests.Shape).ShouldBe(
        [
            "user text", "assistant thinking tool_use:toolu_1", "user tool_result:toolu_1", "assistant tool_use:call_1",
            "user tool_result:call_1",
        ]);
    }

    private static ChatOptions Thinking(string group = "a") => new()
    {
        ModelId = group,
        MaxOutputTokens = 8_000,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        Tools = [AnthropicToolTests.Tool("stock", "{}"), AnthropicToolTests.Tool("price", "{}")],
    };

    private static List<ChatMessage> Stored(List<ChatMessage> history) => JsonSerializer.Deserialize<List<ChatMessage>>(
        JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

    private static string Member(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static bool IsOlder(string model) => model is "claude-3-5-sonnet-20241022" or "claude-haiku-4-5" or "claude-opus-4-6";
}
