using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicJsonTests
{
    private const string Old = "claude-3-5-sonnet-20241022";

    private const string Order =
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["name","lines"],"properties":{
        "name":{"type":"string","maxLength":40,"description":"Who"},"description":{"type":"string"},
        "lines":{"type":"array","minItems":1,"items":{"type":"object","properties":{"units":{"type":"integer","minimum":1}}}}}}
        """;

    [Fact]
    public void A_new_model_keeps_to_the_schema_itself()
    {
        var body = Claude.Body(Claude.Sonnet, Asking(Order));

        body.GetProperty("output_config").GetProperty("format").ToString().ShouldBe(
            """
            {"type":"json_schema","schema":{"type":"object","required":["name","lines"],"properties":{
            "name":{"type":"string","description":"Who (maxLength: 40)"},"description":{"type":"string"},
            "lines":{"type":"array","items":{"type":"object","properties":{"units":{"type":"integer","description":"(minimum: 1)"}},
            "additionalProperties":false},"description":"(minItems: 1)"}},"additionalProperties":false}}
            """.ReplaceLineEndings(""));
        body.TryGetProperty("tools", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Old, Order)]
    [InlineData(Claude.Sonnet, """{"type":"object","additionalProperties":{"type":"string"}}""")]
    public async Task Where_that_cannot_be_said_the_reply_is_the_input_of_a_tool(string model, string schema)
    {
        var options = Asking(schema);
        var body = Claude.Body(model, options);
        body.TryGetProperty("output_config", out _).ShouldBeFalse();
        body.GetProperty("tools").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("reply");
        body.GetProperty("tool_choice").ToString().ShouldBe("""{"type":"tool","name":"reply"}""");

        var deltas = await Claude.ReadAsync(
            Claude.Stream([Claude.Start, .. Claude.Call(0, "t", "reply", "{\"name\":", "\"Ana\"}"), Claude.End("tool_use"), Claude.Stop]),
            options: options,
            model: model);

        deltas.Select(delta => delta.Text).Where(text => text is not null).ShouldBe(["{\"name\":", "\"Ana\"}"], "it streams");
        deltas.ShouldAllBe(delta => delta.ToolCall == null);
        deltas[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Theory]
    [InlineData("""{"value":[1,2]}""", "[1,2]")]
    [InlineData("""{"value":[1,""", """{"value":[1,""")]
    public async Task A_reply_that_is_no_object_is_wrapped_on_the_way(string input, string expected)
    {
        var options = Asking("""{"type":"array","items":{"type":"integer"}}""");
        Claude.Body(Old, options).GetProperty("tools")[0].GetProperty("input_schema").ToString().ShouldBe(
            """{"type":"object","properties":{"value":{"type":"array","items":{"type":"integer"}}},"required":["value"]}""");

        var deltas = await Claude.ReadAsync(
            Claude.Stream([Claude.Start, .. Claude.Call(0, "t", "reply", input), Claude.End("tool_use"), Claude.Stop]),
            options: options,
            model: Old);

        string.Concat(deltas.Select(delta => delta.Text)).ShouldBe(expected);
    }

    [Fact]
    public async Task Other_tools_may_be_called_before_the_reply()
    {
        var options = Asking(Order);
        options.Tools = [AnthropicToolTests.Tool("reply", "{}")];
        var body = Claude.Body(Old, options);
        body.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ShouldBe(["reply", "reply_2"]);
        body.GetProperty("tool_choice").ToString().ShouldBe("""{"type":"any"}""");

        var deltas = await Claude.ReadAsync(
            Claude.Stream([Claude.Start, .. Claude.Call(0, "t", "reply"), Claude.End("tool_use"), Claude.Stop]),
            options: options,
            model: Old);

        deltas.Single(delta => delta.ToolCall is not null).ToolCall!.Name.ShouldBe("reply");
        deltas[^1].FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public void Json_of_no_particular_shape_is_asked_for_in_words()
    {
        var body = Claude.Body(Claude.Sonnet, new ChatOptions { ResponseFormat = ChatResponseFormat.Json });

        AnthropicRequestTests.Texts(body.GetProperty("system")).ShouldBe(["Answer with one JSON object and nothing else."]);
        Claude.Body(Claude.Sonnet).TryGetProperty("system", out _).ShouldBeFalse();
    }

    private static ChatOptions Asking(string schema) =>
        new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(schema).RootElement) };
}
