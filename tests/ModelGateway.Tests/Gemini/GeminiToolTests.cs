using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>Declarations of functions and their schemas.</summary>
public sealed class GeminiToolTests
{
    private const string Newer = "gemini-2.5-flash";
    private const string Older = "gemini-2.0-flash";

    [Fact]
    public void Functions_are_declared_together()
    {
        var request = Request(Newer, null, Tool("""{"type":"object","properties":{"sku":{"type":"string"}}}"""), Tool("{}", "ping"));

        var tool = request.GetProperty("tools").EnumerateArray().ShouldHaveSingleItem();
        tool.GetProperty("functionDeclarations").GetRawText().ShouldBe(
            """[{"name":"stock","description":"Units","parametersJsonSchema":{"type":"object","properties":{"sku":{"type":"string"}}}},"""
            + """{"name":"ping","description":"Units"}]""");
        Request(Newer, null).TryGetProperty("tools", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""")]
    public void A_function_without_parameters_has_none(string schema)
    {
        foreach (var model in (string[])[Newer, Older])
        {
            Request(model, null, Tool(schema)).GetProperty("tools")[0].GetProperty("functionDeclarations")[0].EnumerateObject()
                .Select(member => member.Name).ShouldBe(["name", "description"]);
        }
    }

    public static TheoryData<string?, string?> Modes => new()
    {
        { null, null },
        { "auto", """{"functionCallingConfig":{"mode":"AUTO"}}""" },
        { "none", """{"functionCallingConfig":{"mode":"NONE"}}""" },
        { "any", """{"functionCallingConfig":{"mode":"ANY"}}""" },
        { "stock", """{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["stock"]}}""" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void Whether_a_tool_must_be_called_is_said(string? mode, string? expected)
    {
        var request = Request(
            Newer,
            mode switch
            {
                null => null,
                "auto" => ChatToolMode.Auto,
                "none" => ChatToolMode.None,
                "any" => ChatToolMode.RequireAny,
                _ => ChatToolMode.RequireSpecific(mode),
            },
            Tool("{}"));
        (request.TryGetProperty("toolConfig", out var config) ? config.GetRawText() : null).ShouldBe(expected);
    }

    [Fact]
    public void A_strict_function_keeps_calls_to_its_schema_without_forcing_one()
    {
        var strict = new StrictFunction();
        Request(Newer, ChatToolMode.Auto, strict).GetProperty("toolConfig").GetRawText()
            .ShouldBe("""{"functionCallingConfig":{"mode":"VALIDATED"}}""");
        Request(Newer, ChatToolMode.RequireAny, strict).GetProperty("toolConfig").GetRawText()
            .ShouldBe("""{"functionCallingConfig":{"mode":"ANY"}}""");
    }

    [Fact]
    public void A_newer_model_gets_the_schema_but_for_what_it_refuses() =>
        Schema(
            Newer,
            """
            {"$schema":"x","type":"object","$defs":{"D":{"type":["string","null"],"default":"x"}},
             "properties":{"a":{"$ref":"#/$defs/D","description":"dropped"},"$ref":{"type":"string"}},"additionalProperties":false}
            """).ShouldBe(
            """
            {"type":"object","$defs":{"D":{"type":["string","null"],"default":"x"}},
            "properties":{"a":{"$ref":"#/$defs/D"},"$ref":{"type":"string"}},"additionalProperties":false}
            """.ReplaceLineEndings(""));

    public static TheoryData<string, string> Translations => new()
    {
        { """{"type":"string","format":"email","minLength":1,"examples":["x"],"title":"T"}""", """{"type":"STRING","minLength":1}""" },
        { """{"type":"string","default":"y"}""", """{"type":"STRING"}""" },
        { """{"type":"string","format":"date-time"}""", """{"type":"STRING","format":"date-time"}""" },
        { """{"type":["string","null"],"description":"d"}""", """{"type":"STRING","description":"d","nullable":true}""" },
        { """{"type":["string","integer"]}""", """{"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]}""" },
        { """{"const":"A"}""", """{"type":"STRING","enum":["A"]}""" },
        { """{"const":3}""", """{"type":"NUMBER","description":"One of: 3."}""" },
        { """{"type":"integer","enum":[1,2],"description":"Grau."}""", """{"type":"INTEGER","description":"Grau. One of: 1, 2."}""" },
        { """{"enum":["a","",null]}""", """{"type":"STRING","enum":["a"]}""" },
        { """{"anyOf":[{"type":"string"},{"type":"null"}]}""", """{"type":"STRING","nullable":true}""" },
        { """{"oneOf":[{"type":"string"},{"type":"integer"}]}""", """{"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]}""" },
        { """{"type":"array","items":{"type":"number"},"maxItems":3}""", """{"type":"ARRAY","items":{"type":"NUMBER"},"maxItems":3}""" },
        { """{"type":"array"}""", """{"type":"ARRAY","items":{"type":"STRING"}}""" },
        { "true", """{"type":"STRING"}""" },
        { """{"$ref":"#/$defs/Sku","description":"Código"}""", """{"type":"STRING","description":"Código","pattern":"^A"}""" },
        { """{"$ref":"#/$defs/a~1b"}""", """{"type":"BOOLEAN"}""" },
        { """{"$ref":"#/$defs/Nowhere"}""", """{"type":"OBJECT"}""" },
        { """{"$ref":"https://elsewhere.example/x"}""", """{"type":"OBJECT"}""" },
        {
            """{"allOf":[{"$ref":"#/$defs/Named"},{"properties":{"age":{"type":"integer"}},"required":["age","ghost"]}]}""",
            """{"type":"OBJECT","properties":{"name":{"type":"STRING"},"age":{"type":"INTEGER"}},"required":["name","age"]}"""
        },
        {
            """{"type":"object","properties":{"a":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""",
            """{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}"""
        },
        {
            """{"$ref":"#/$defs/Tree"}""",
            """{"type":"OBJECT","properties":{"next":{"type":"OBJECT"},"all":{"type":"ARRAY","items":{"type":"OBJECT"}}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Translations))]
    public void An_older_model_gets_the_subset_of_OpenAPI(string schema, string expected)
    {
        const string definitions =
            """
            "$defs":{"Sku":{"type":"string","description":"A code","pattern":"^A"},"a/b":{"type":"boolean"},
            "Named":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]},
            "Tree":{"type":"object","properties":{"next":{"$ref":"#/$defs/Tree"},"all":{"type":"array","items":{"$ref":"#/$defs/Tree"}}}}}
            """;
        Schema(Older, $$$"""{"type":"object","properties":{"p":{{{schema}}} },{{{definitions}}} }""")
            .ShouldBe("""{"type":"OBJECT","properties":{"p":""" + expected + "}}");
    }

    [Fact]
    public void References_that_multiply_do_not_grow_without_end()
    {
        var definitions = new StringBuilder("\"D0\":{\"type\":\"string\"}");
        for (var i = 1; i < 60; i++)
        {
            var smaller = $$"""{"$ref":"#/$defs/D{{i - 1}}"}""";
            definitions.Append($",\"D{i}\":{{\"properties\":{{\"a\":{smaller},\"b\":{smaller}}}}}");
        }

        Schema(Older, $$$"""{"properties":{"p":{"$ref":"#/$defs/D59"}},"$defs":{ {{{definitions}}} } }""").Length.ShouldBeLessThan(500_000);
    }

    private static string Schema(string model, string schema)
    {
        var function = Request(model, null, Tool(schema)).GetProperty("tools")[0].GetProperty("functionDeclarations")[0];
        return function.GetProperty(model == Newer ? "parametersJsonSchema" : "parameters").GetRawText();
    }

    private static JsonElement Request(string model, ChatToolMode? mode, params AITool[] tools) =>
        GeminiAnswers.Request([new(ChatRole.User, "Oi")], new ChatOptions { Tools = tools, ToolMode = mode }, model);

    private static AIFunctionDeclaration Tool(string schema, string name = "stock") =>
        AIFunctionFactory.CreateDeclaration(name, "Units", JsonDocument.Parse(schema).RootElement);

    private sealed class StrictFunction : AIFunctionDeclaration
    {
        public override string Name => "stock";

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["strict"] = true };
    }
}
