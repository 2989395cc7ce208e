using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>How a conversation is told to this wire.</summary>
public sealed class GeminiHistoryTests
{
    [Fact]
    public void All_system_messages_become_one_instruction()
    {
        var request = GeminiAnswers.Request(
            [
                new(ChatRole.System, "Loja de calçados."),
                new(ChatRole.User, "Oi"),
                new(new ChatRole("developer"), "Responda em português."),
            ],
            new ChatOptions { Instructions = "Seja breve." });

        request.GetProperty("systemInstruction").GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("text").GetString())
            .ShouldBe(["Seja breve.", "Loja de calçados.", "Responda em português."]);
        GeminiAnswers.Outline(request).ShouldBe("user: Oi");
        GeminiAnswers.Request([new(ChatRole.User, "Oi")]).TryGetProperty("systemInstruction", out _).ShouldBeFalse();
    }

    [Fact]
    public void Each_side_speaks_in_turn_and_the_user_first()
    {
        var request = GeminiAnswers.Request(
        [
            new(ChatRole.Assistant, "Olá! Posso ajudar?"),
            new(ChatRole.User, "Oi"),
            new(ChatRole.User, [new TextContent(""), new TextContent("Tem tênis?")]),
            new(ChatRole.Assistant, ""),
            new(ChatRole.User, "42"),
        ]);

        GeminiAnswers.Outline(request).ShouldBe("user:   | model: Olá! Posso ajudar? | user: Oi, Tem tênis?, 42");
    }

    [Fact]
    public void An_instruction_alone_gets_a_user_who_says_nothing() =>
        GeminiAnswers.Outline(GeminiAnswers.Request([new(ChatRole.System, "Cumprimente.")])).ShouldBe("user:  ");

    [Fact]
    public void All_results_of_a_turn_follow_it_in_one_content_and_bear_the_names_of_their_calls()
    {
        var request = GeminiAnswers.Request(
        [
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [new TextContent("Vou ver."), Call("c1", "stock"), Call("c2", "price")]),
            new(ChatRole.Tool, [new FunctionResultContent("c2", "10")]),
            new(ChatRole.User, "Alô?"),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "3")]),
            new(ChatRole.Assistant, "Três."),
        ]);

        GeminiAnswers.Outline(request).ShouldBe(
            """user: Tem? | model: Vou ver., call stock, call price | user: result stock {"output":"3"}, result price {"output":"10"} """
            + "| user: Alô? | model: Três.");
    }

    [Fact]
    public void Steps_of_one_turn_stay_apart_though_their_ids_repeat()
    {
        var request = GeminiAnswers.Request(
        [
            new(ChatRole.User, "Tem?"),
            new(ChatRole.Assistant, [Call("call_0", "stock")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "3")]),
            new(ChatRole.Assistant, [Call("call_0", "price")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "10")]),
        ]);

        GeminiAnswers.Outline(request).ShouldBe(
            """user: Tem? | model: call stock | user: result stock {"output":"3"} """
            + """| model: call price | user: result price {"output":"10"}""");
    }

    [Fact]
    public void A_call_without_result_and_a_result_without_call_leave_a_request_that_is_valid()
    {
        var request = GeminiAnswers.Request(
        [
            new(ChatRole.Tool, [new FunctionResultContent("lost", "7")]),
            new(ChatRole.Assistant, [Call("c1", "stock")]),
            new(ChatRole.User, "Esquece."),
        ]);

        GeminiAnswers.Outline(request).ShouldBe(
            """user: Tool result lost: 7 | model: call stock | user: result stock {"error":"The call was not answered."} """
            + "| user: Esquece.");
    }

    public static TheoryData<object?, string> Results => new()
    {
        { null, """{"output":""}""" },
        { "três", """{"output":"três"}""" },
        { Element("\"três\""), """{"output":"três"}""" },
        { Element("""{"units":3}"""), """{"units":3}""" },
        { new Dictionary<string, object?>(StringComparer.Ordinal) { ["units"] = 3 }, """{"units":3}""" },
        { Element("[1,2]"), """{"output":[1,2]}""" },
        { 4, """{"output":4}""" },
        { Element("""{"a":{"$ref":"#/x"}}"""), """{"output":"{\"a\":{\"$ref\":\"#/x\"}}"}""" },
        { Element("""{"a":"$ref"}"""), """{"a":"$ref"}""" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_is_always_an_object(object? result, string expected) =>
        Response(new FunctionResultContent("c1", result)).ShouldBe(expected);

    [Fact]
    public void A_tool_that_failed_says_so() =>
        Response(new FunctionResultContent("c1", null) { Exception = new InvalidOperationException("sem estoque") })
            .ShouldBe("""{"error":"sem estoque"}""");

    [Fact]
    public void Files_are_sent_as_bytes_or_as_an_address()
    {
        var request = GeminiAnswers.Request(
        [
            new(
                ChatRole.User,
                [
                    new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
                    new UriContent("data:image/jpeg;base64,AQID", "image/jpeg"),
                    new UriContent("https://loja.example/a.png", "image/*"),
                    new UriContent("gs://loja/a.pdf", "application/pdf"),
                    new HostedFileContent("https://generativelanguage.googleapis.com/v1beta/files/x"),
                ]),
        ]);

        request.GetProperty("contents")[0].GetProperty("parts").EnumerateArray().Select(part => part.GetRawText()).ShouldBe(
        [
            """{"inlineData":{"mimeType":"image/png","data":"AQID"}}""",
            """{"inlineData":{"mimeType":"image/jpeg","data":"AQID"}}""",
            """{"fileData":{"fileUri":"https://loja.example/a.png"}}""",
            """{"fileData":{"fileUri":"gs://loja/a.pdf","mimeType":"application/pdf"}}""",
            """{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/x"}}""",
        ]);
    }

    private static string Response(FunctionResultContent result)
    {
        var request = GeminiAnswers.Request(
            [new(ChatRole.User, "Tem?"), new(ChatRole.Assistant, [Call("c1", "stock")]), new(ChatRole.Tool, [result])]);
        var part = request.GetProperty("contents")[2].GetProperty("parts")[0];
        return part.GetProperty("functionResponse").GetProperty("response").GetRawText();
    }

    private static FunctionCallContent Call(string id, string name) => new(id, name);

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}
