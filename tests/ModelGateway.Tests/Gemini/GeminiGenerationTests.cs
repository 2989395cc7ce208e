using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>Sampling, thinking and the form of the reply.</summary>
public sealed class GeminiGenerationTests
{
    private const string Schema = """{"$schema":"https://json-schema.org/x","type":"object","properties":{"sku":{"const":"A"}}}""";

    [Fact]
    public void Sampling_values_bear_this_wires_names()
    {
        var options = new ChatOptions
        {
            Temperature = 1,
            TopP = 0.5f,
            TopK = 40,
            MaxOutputTokens = 4000,
            Seed = 7,
            StopSequences = ["a", "", "b", "c", "d", "e", "f"],
            FrequencyPenalty = 1,
        };

        Generation(options, "gemini-2.0-flash", new RequestDefaults(MaxOutputTokens: 10, Temperature: 0)).ShouldBe(
            """{"temperature":1,"topP":0.5,"topK":40,"maxOutputTokens":4000,"seed":7,"stopSequences":["a","b","c","d","e"]}""");
        Generation(new ChatOptions(), "gemini-2.0-flash", new RequestDefaults(MaxOutputTokens: 10, Temperature: 0, Stop: ["FIM"])).ShouldBe(
            """{"temperature":0,"maxOutputTokens":10,"stopSequences":["FIM"]}""");
        Generation(new ChatOptions(), "gemini-2.5-flash").ShouldBe("{}");
    }

    [Theory]
    [InlineData("gemini-2.0-flash", ReasoningEffort.High, "{}")]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, """{"thinkingConfig":{"thinkingBudget":0}}""")]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Low, """{"thinkingConfig":{"thinkingBudget":1024}}""")]
    [InlineData("gemini-2.5-flash-lite", ReasoningEffort.ExtraHigh, """{"thinkingConfig":{"thinkingBudget":24576}}""")]
    [InlineData("gemini-2.5-pro", ReasoningEffort.None, """{"thinkingConfig":{"thinkingBudget":128}}""")]
    [InlineData("gemini-2.5-pro", ReasoningEffort.ExtraHigh, """{"thinkingConfig":{"thinkingBudget":32768}}""")]
    [InlineData("gemini-3-flash-preview", ReasoningEffort.None, """{"thinkingConfig":{"thinkingLevel":"minimal"}}""")]
    [InlineData("gemini-3-flash-preview", ReasoningEffort.Medium, """{"thinkingConfig":{"thinkingLevel":"medium"}}""")]
    [InlineData("gemini-3-pro-preview", ReasoningEffort.None, """{"thinkingConfig":{"thinkingLevel":"low"}}""")]
    [InlineData("gemini-3-pro-preview", ReasoningEffort.Medium, """{"thinkingConfig":{"thinkingLevel":"high"}}""")]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.Medium, """{"thinkingConfig":{"thinkingLevel":"medium"}}""")]
    [InlineData("gemini-flash-latest", ReasoningEffort.Low, """{"thinkingConfig":{"thinkingLevel":"low"}}""")]
    [InlineData("gemini-2.5-flash-image", ReasoningEffort.Low, "{}")]
    [InlineData("gemma-3-27b-it", ReasoningEffort.Low, "{}")]
    public void An_effort_is_asked_for_in_the_way_the_model_takes_it(string model, ReasoningEffort effort, string expected) =>
        Generation(new ChatOptions { Reasoning = new ReasoningOptions { Effort = effort } }, model).ShouldBe(expected);

    [Fact]
    public void Thoughts_are_shown_on_request() =>
        Generation(new ChatOptions { Reasoning = new ReasoningOptions { Output = ReasoningOutput.Summary } }, "gemini-3-flash")
            .ShouldBe("""{"thinkingConfig":{"includeThoughts":true}}""");

    [Theory]
    [InlineData("gemini-2.5-flash", 150, null, """{"maxOutputTokens":150,"thinkingConfig":{"thinkingBudget":0}}""")]
    [InlineData("gemini-2.5-pro", 150, null, """{"maxOutputTokens":278,"thinkingConfig":{"thinkingBudget":128}}""")]
    [InlineData("gemini-3-flash", 150, null, """{"maxOutputTokens":406,"thinkingConfig":{"thinkingLevel":"minimal"}}""")]
    [InlineData("gemini-2.5-flash", 150, ReasoningEffort.Low, """{"maxOutputTokens":1174,"thinkingConfig":{"thinkingBudget":1024}}""")]
    [InlineData("gemini-2.5-flash", 4096, null, """{"maxOutputTokens":4096}""")]
    [InlineData("gemini-2.0-flash", 150, null, """{"maxOutputTokens":150}""")]
    public void Thinking_does_not_eat_a_small_reply(string model, int limit, ReasoningEffort? effort, string expected)
    {
        var reasoning = effort is null ? null : new ReasoningOptions { Effort = effort };
        Generation(new ChatOptions { MaxOutputTokens = limit, Reasoning = reasoning }, model).ShouldBe(expected);
    }

    [Theory]
    [InlineData(
        "gemini-2.5-flash",
        """{"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"sku":{"const":"A"}}}}""")]
    [InlineData(
        "gemini-2.0-flash",
        """{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"sku":"""
        + """{"type":"STRING","enum":["A"]}}}}""")]
    public void A_schema_for_the_reply_is_sent_in_the_form_the_model_takes(string model, string expected) =>
        Generation(new ChatOptions { ResponseFormat = Format() }, model).ShouldBe(expected);

    [Fact]
    public void Json_without_schema_is_asked_for_by_its_media_type() =>
        Generation(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }, "gemini-3-flash")
            .ShouldBe("""{"responseMimeType":"application/json"}""");

    [Fact]
    public void Next_to_tools_an_older_model_is_asked_for_json_in_words()
    {
        var tool = AIFunctionFactory.CreateDeclaration("stock", "Units", default);
        var options = new ChatOptions { ResponseFormat = Format(), Tools = [tool] };

        var older = GeminiAnswers.Request([new(ChatRole.User, "Oi")], options, "gemini-2.5-flash");
        older.GetProperty("generationConfig").GetRawText().ShouldBe("{}");
        var words = older.GetProperty("systemInstruction").GetProperty("parts")[0].GetProperty("text").GetString();
        words.ShouldNotBeNull().ShouldEndWith(Schema);

        var newer = GeminiAnswers.Request([new(ChatRole.User, "Oi")], options, "gemini-3-flash");
        newer.GetProperty("generationConfig").TryGetProperty("responseJsonSchema", out _).ShouldBeTrue();
        newer.TryGetProperty("systemInstruction", out _).ShouldBeFalse();
    }

    private static ChatResponseFormatJson Format() => ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(Schema).RootElement);

    private static string Generation(ChatOptions options, string model, RequestDefaults? defaults = null) =>
        GeminiAnswers.Request([new(ChatRole.User, "Oi")], options, model, defaults).GetProperty("generationConfig").GetRawText();
}
