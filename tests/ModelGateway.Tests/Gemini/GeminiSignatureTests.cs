using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>What the model thought goes back with the history, untouched and in its place, and confuses nobody else.</summary>
public sealed class GeminiSignatureTests
{
    private const string Model = "gemini-3-flash";

    private static readonly string[] Parallel =
    [
        GeminiAnswers.Piece("""{"text":"Hm…","thought":true}"""),
        GeminiAnswers.Piece(
            """{"functionCall":{"id":"g1","name":"stock","args":{"sku":"A"}},"thoughtSignature":"c2ln"},"""
            + """{"functionCall":{"id":"g2","name":"price"}}""",
            "STOP"),
    ];

    [Fact]
    public async Task Signatures_and_ids_return_in_the_part_they_came_with()
    {
        var request = await SecondRequestAsync(Parallel, [new FunctionResultContent("g1", "3"), new FunctionResultContent("g2", "10")]);

        GeminiAnswers.Outline(request).ShouldBe(
            """user: Tem? | model: call stock #c2ln, call price | user: result stock {"output":"3"}, result price {"output":"10"}""");
        var contents = request.GetProperty("contents");
        contents[1].GetProperty("parts")[0].GetProperty("functionCall").GetProperty("id").GetString().ShouldBe("g1");
        contents[2].GetProperty("parts")[1].GetProperty("functionResponse").GetProperty("id").GetString().ShouldBe("g2");
    }

    [Fact]
    public async Task The_signature_of_a_text_returns_with_the_text()
    {
        string[] streamed =
        [
            GeminiAnswers.Text("Temos "),
            GeminiAnswers.Text("três."),
            GeminiAnswers.Piece("""{"text":"","thoughtSignature":"dGV4dA=="}""", "STOP"),
        ];

        var request = await SecondRequestAsync(streamed, [new TextContent("Quero!")]);
        GeminiAnswers.Outline(request).ShouldBe("user: Tem? | model: Temos três. #dGV4dA== | user: Quero!");
    }

    [Fact]
    public async Task A_thought_returns_only_with_its_signature()
    {
        const string seal = """{"text":"","thought":true,"thoughtSignature":"dGg="}""";
        string[] signed = [GeminiAnswers.Piece($$"""{"text":"Hm…","thought":true},{{seal}},{"text":"Sim."}""", "STOP")];
        string[] unsigned = [GeminiAnswers.Piece("""{"text":"Hm…","thought":true},{"text":"Sim."}""", "STOP")];

        GeminiAnswers.Outline(await SecondRequestAsync(signed, [new TextContent("Ok")]))
            .ShouldBe("user: Tem? | model: thought Hm… #dGg=, Sim. | user: Ok");
        GeminiAnswers.Outline(await SecondRequestAsync(unsigned, [new TextContent("Ok")])).ShouldBe("user: Tem? | model: Sim. | user: Ok");
    }

    [Fact]
    public async Task A_history_stored_as_json_loses_nothing()
    {
        var messages = await ConversationAsync(Parallel, [new FunctionResultContent("g1", "3"), new FunctionResultContent("g2", "10")]);
        var stored = JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions);

        var restored = JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions).ShouldNotBeNull();

        GeminiAnswers.Request(restored, model: Model).GetRawText().ShouldBe(GeminiAnswers.Request(messages, model: Model).GetRawText());
    }

    [Theory]
    [InlineData("gemini-3-flash", "user: Tem? | model: call stock #skip_thought_signature_validator, call price | ")]
    [InlineData("gemini-flash-latest", "user: Tem? | model: call stock #skip_thought_signature_validator, call price | ")]
    [InlineData("gemini-2.5-flash", "user: Tem? | model: call stock, call price | ")]
    public void Calls_of_another_model_bear_the_documented_stand_in_where_one_is_demanded(string model, string expected)
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Tem?"),
            new(
                ChatRole.Assistant,
                [
                    new TextReasoningContent("Segredo de outro.") { ProtectedData = "anthropic claude-x thinking c2VjcmV0" },
                    new FunctionCallContent("toolu_1", "stock"),
                    new FunctionCallContent("toolu_2", "price"),
                ]),
            new(ChatRole.Tool, [new FunctionResultContent("toolu_1", "3"), new FunctionResultContent("toolu_2", "10")]),
        ];

        var request = GeminiAnswers.Request(messages, model: model);

        GeminiAnswers.Outline(request).ShouldBe(expected + """user: result stock {"output":"3"}, result price {"output":"10"}""");
        request.GetRawText().ShouldNotContain("toolu_");
    }

    [Fact]
    public async Task A_history_moves_to_another_provider_and_back_without_loss()
    {
        await using var gemini = new FakeUpstream(
            GeminiAnswers.Stream(Parallel), GeminiAnswers.Stream(GeminiAnswers.Text("Temos três.", "STOP")));
        await using var other = new FakeUpstream(Answers.Text("Custa R$ 10."));
        var options = TestGateway.Options(
            new ModelGroup("gemini", [GeminiAnswers.Deployment(gemini, Model)]), TestGateway.Group("other", other));
        await using var gateway = new TestGateway(options);
        List<ChatMessage> messages = [new(ChatRole.User, "Tem?")];

        messages.AddRange((await gateway.Chat.GetResponseAsync(messages, new ChatOptions { ModelId = "gemini" })).Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent("g1", "3"), new FunctionResultContent("g2", "10")]));
        messages.AddRange((await gateway.Chat.GetResponseAsync(messages, new ChatOptions { ModelId = "other" })).Messages);
        messages.Add(new(ChatRole.User, "Então?"));
        await gateway.Chat.GetResponseAsync(messages, new ChatOptions { ModelId = "gemini" });

        var away = other.Requests.Single().Body.GetProperty("messages").EnumerateArray().ToList();
        away.ConvertAll(m => m.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "tool", "tool"]);
        away[1].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()).ShouldBe(["g1", "g2"]);
        GeminiAnswers.Outline(gemini.Requests.Last().Body).ShouldBe(
            """user: Tem? | model: call stock #c2ln, call price | user: result stock {"output":"3"}, result price {"output":"10"} """
            + "| model: Custa R$ 10. | user: Então?");
    }

    private static async Task<JsonElement> SecondRequestAsync(string[] reply, AIContent[] answer) =>
        GeminiAnswers.Request(await ConversationAsync(reply, answer), model: Model);

    private static async Task<List<ChatMessage>> ConversationAsync(string[] reply, AIContent[] answer)
    {
        await using var upstream = new FakeUpstream(GeminiAnswers.Stream(reply));
        await using var gateway = GeminiAnswers.Gateway(upstream, Model);
        var response = await gateway.Chat.GetResponseAsync("Tem?", new ChatOptions { ModelId = "a" });
        var role = answer[0] is FunctionResultContent ? ChatRole.Tool : ChatRole.User;
        return [new(ChatRole.User, "Tem?"), .. response.Messages, new(role, answer)];
    }
}
