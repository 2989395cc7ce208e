using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicToolTests
{
    private static readonly AIFunctionDeclaration Stock = Tool("stock", """{"type":"object","properties":{"sku":{"type":"string"}}}""");

    [Fact]
    public void Tools_have_an_input_that_is_an_object()
    {
        var free = Tool("open", """{"properties":{}}""");
        var body = Claude.Body(Claude.Sonnet, new ChatOptions { Tools = [Stock, Tool("hours", "true"), free] });

        var tools = body.GetProperty("tools").EnumerateArray().ToList();
        tools.ConvertAll(tool => tool.GetProperty("name").GetString()).ShouldBe(["stock", "hours", "open"]);
        tools[0].GetProperty("description").GetString().ShouldBe("What stock does");
        tools[0].GetProperty("input_schema").GetProperty("properties").ToString().ShouldBe("""{"sku":{"type":"string"}}""");
        tools.ShouldAllBe(tool => tool.GetProperty("input_schema").GetProperty("type").GetString() == "object");
        body.TryGetProperty("tool_choice", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("auto", null, """{"type":"auto"}""")]
    [InlineData("none", null, """{"type":"none"}""")]
    [InlineData("none", false, """{"type":"none"}""")]
    [InlineData("any", null, """{"type":"any"}""")]
    [InlineData("any", false, """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("stock", null, """{"type":"tool","name":"stock"}""")]
    [InlineData(null, false, """{"type":"auto","disable_parallel_tool_use":true}""")]
    public void The_choice_of_tools_is_told(string? mode, bool? several, string expected)
    {
        var options = new ChatOptions { Tools = [Stock], ToolMode = Mode(mode), AllowMultipleToolCalls = several };

        Claude.Body(Claude.Sonnet, options).GetProperty("tool_choice").ToString().ShouldBe(expected);
    }

    [Fact]
    public void A_model_that_cannot_be_forced_is_asked()
    {
        var options = new ChatOptions { Tools = [Stock], ToolMode = ChatToolMode.RequireSpecific("stock") };

        var body = Claude.Body("claude-opus-5-5", options);

        body.TryGetProperty("tool_choice", out _).ShouldBeFalse();
        AnthropicRequestTests.Texts(body.GetProperty("system")).ShouldBe(["Answer by calling the tool stock."]);
        Claude.Body("claude-haiku-5-5", options).GetProperty("tool_choice").GetProperty("type").GetString().ShouldBe("tool");
    }

    [Fact]
    public void Parallel_results_are_one_message_right_after_their_calls()
    {
        var body = Claude.Body(
            Claude.Sonnet,
            new ChatOptions { Tools = [Stock] },
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [new TextContent("Vou ver."), Call("c1", "stock", "A"), Call("c2", "stock", "B")]),
            new(ChatRole.User, "Alô?"),
            new(ChatRole.Tool, [new FunctionResultContent("c2", "4")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", null) { Exception = new InvalidOperationException("caiu") }]));

        var turns = body.GetProperty("messages").EnumerateArray().ToList();
        turns.ConvertAll(Shape).ShouldBe(
        [
            "user text", "assistant text tool_use:c1 tool_use:c2", "user tool_result:c1 tool_result:c2 text",
        ]);
        turns[1].GetProperty("content")[1].GetProperty("input").ToString().ShouldBe("""{"sku":"A"}""");
        var results = turns[2].GetProperty("content");
        (results[0].GetProperty("content").GetString(), results[0].GetProperty("is_error").GetBoolean()).ShouldBe(("Error: caiu", true));
        (results[1].GetProperty("content").GetString(), results[1].TryGetProperty("is_error", out _)).ShouldBe(("4", false));
    }

    [Fact]
    public void What_has_no_counterpart_is_left_out_with_its_pair()
    {
        var body = Claude.Body(
            Claude.Sonnet,
            new ChatOptions { Tools = [Stock] },
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [Call("lost", "stock", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("never", "4")]),
            new(ChatRole.Assistant, [Call("c1", "stock", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "4"), new FunctionResultContent("c1", "5")]));

        body.GetProperty("messages").EnumerateArray().Select(Shape).ShouldBe(["user text", "assistant tool_use:c1", "user tool_result:c1"]);
        body.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content").GetString().ShouldBe("4");
    }

    [Fact]
    public void Ids_that_come_again_or_do_not_fit_are_kept_apart()
    {
        var body = Claude.Body(
            Claude.Sonnet,
            new ChatOptions { Tools = [Stock] },
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [Call("call_0", "stock", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "4")]),
            new(ChatRole.Assistant, [Call("call_0", "stock", "B"), Call("a:b", "stock", "C")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "5"), new FunctionResultContent("a:b", "6")]));

        body.GetProperty("messages").EnumerateArray().Select(Shape).ShouldBe(
        [
            "user text", "assistant tool_use:call_0", "user tool_result:call_0", "assistant tool_use:call_0_2 tool_use:a_b",
            "user tool_result:call_0_2 tool_result:a_b",
        ]);
    }

    [Fact]
    public void A_history_of_calls_declares_its_tools_even_when_none_may_be_called()
    {
        var body = Claude.Body(
            Claude.Sonnet,
            null,
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [Call("c1", "stock", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "4")]));

        body.GetProperty("tools").ToString().ShouldBe("""[{"name":"stock","input_schema":{"type":"object"}}]""");
        body.GetProperty("tool_choice").ToString().ShouldBe("""{"type":"none"}""");
        Claude.Body(Claude.Sonnet).TryGetProperty("tools", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Names_that_do_not_fit_find_their_way_back()
    {
        var endless = new string('x', 100);
        var options = new ChatOptions { Tools = [Tool("loja.estoque", "{}"), Tool("loja estoque", "{}"), Tool(endless, "{}")] };
        var sent = Claude.Body(Claude.Sonnet, options).GetProperty("tools").EnumerateArray()
            .Select(tool => tool.GetProperty("name").GetString()!).ToList();
        sent.ShouldBe(["loja_estoque", "loja_estoque_2", endless[..64]]);

        var deltas = await Claude.ReadAsync(
            Claude.Stream(
                [Claude.Start, .. sent.SelectMany((name, i) => Claude.Call(i, $"t{i}", name)), Claude.End("tool_use"), Claude.Stop]),
            options: options);

        deltas.Select(delta => delta.ToolCall?.Name).Where(name => name is not null).ShouldBe(["loja.estoque", "loja estoque", endless]);
    }

    [Fact]
    public async Task Arguments_that_are_cut_do_not_fail_the_reply()
    {
        var deltas = await Claude.ReadAsync(Claude.Stream(
            [Claude.Start, .. Claude.Call(0, "t", "stock", "{\"sku\":\"A"), Claude.End("max_tokens"), Claude.Stop]));

        deltas.Single(delta => delta.ToolCall is not null).ToolCall!.Exception.ShouldNotBeNull();
        deltas[^1].FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    internal static FunctionCallContent Call(string id, string name, string sku) =>
        new(id, name, new Dictionary<string, object?>(StringComparer.Ordinal) { ["sku"] = sku });

    internal static AIFunctionDeclaration Tool(string name, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, $"What {name} does", JsonDocument.Parse(schema).RootElement);

    /// <summary>A turn as its role and the kinds of its blocks.</summary>
    internal static string Shape(JsonElement turn) => string.Join(
        ' ',
        turn.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString() switch
        {
            "tool_use" => $"tool_use:{block.GetProperty("id").GetString()}",
            "tool_result" => $"tool_result:{block.GetProperty("tool_use_id").GetString()}",
            var type => type,
        }).Prepend(turn.GetProperty("role").GetString()));

    private static ChatToolMode? Mode(string? mode) => mode switch
    {
        null => null,
        "auto" => ChatToolMode.Auto,
        "none" => ChatToolMode.None,
        "any" => ChatToolMode.RequireAny,
        _ => ChatToolMode.RequireSpecific(mode),
    };
}
