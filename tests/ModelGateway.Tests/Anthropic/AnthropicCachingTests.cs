using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicCachingTests
{
    private static readonly string LongText = string.Concat(Enumerable.Repeat("A loja fica na esquina. ", 200));

    [Fact]
    public void Marks_stay_where_they_were_set()
    {
        var tool = AIFunctionFactory.Create(() => 1, new AIFunctionFactoryOptions
        {
            Name = "stock",
            AdditionalProperties = new Dictionary<string, object?>(StringComparer.Ordinal) { [PromptCaching.PropertyName] = "1h" },
        });
        var body = Claude.Body(
            Claude.Sonnet,
            new ChatOptions { Tools = [tool] },
            new(ChatRole.System, [new TextContent("Regras").WithCacheBreakpoint(PromptCacheLifetime.OneHour), new TextContent("É terça.")]),
            new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf").WithCacheBreakpoint(), new TextContent("Leia.")]),
            new(ChatRole.Assistant, [AnthropicToolTests.Call("c1", "stock", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "3").WithCacheBreakpoint()]),
            new(ChatRole.User, [new TextContent("E agora?").WithCacheBreakpoint()]));

        Mark(body.GetProperty("tools")[0]).ShouldBe("""{"type":"ephemeral","ttl":"1h"}""");
        body.GetProperty("system").EnumerateArray().Select(Mark).ShouldBe(["""{"type":"ephemeral","ttl":"1h"}""", ""]);
        var turns = body.GetProperty("messages");
        turns[0].GetProperty("content").EnumerateArray().Select(Mark).ShouldBe(["""{"type":"ephemeral"}""", ""]);
        turns[2].GetProperty("content").EnumerateArray().Select(Mark)
            .ShouldBe(["""{"type":"ephemeral"}""", ""], "the wire takes four marks, and this would be the fifth");
    }

    [Fact]
    public void Tools_and_system_are_marked_when_asked_for_and_long_enough()
    {
        var asked = new ChatOptions { Instructions = LongText }.WithPromptCaching();
        Mark(Claude.Body(Claude.Sonnet, asked).GetProperty("system")[0]).ShouldBe("""{"type":"ephemeral"}""");

        Mark(Claude.Body("claude-haiku-4-5", asked).GetProperty("system")[0]).ShouldBe("", "too short for this model");
        Mark(Claude.Body(Claude.Sonnet, new() { Instructions = LongText }).GetProperty("system")[0]).ShouldBe("", "not asked for");
        var tool = AIFunctionFactory.CreateDeclaration("stock", LongText, JsonDocument.Parse("{}").RootElement);
        Mark(Claude.Body(Claude.Sonnet, new ChatOptions { Tools = [tool] }.WithPromptCaching()).GetProperty("tools")[0])
            .ShouldBe("""{"type":"ephemeral"}""");
    }

    [Fact]
    public async Task Each_kind_of_token_is_counted_and_priced_for_itself()
    {
        const string Start = """
            {"type":"message_start","message":{"model":"m","usage":{"input_tokens":10,"cache_read_input_tokens":1000,
            """ + """
            "cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":100},
            """ + """
            "output_tokens":1}}}
            """;
        const string End = """
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10,"cache_read_input_tokens":1000,
            """ + """
            "cache_creation_input_tokens":300,"output_tokens":50,"output_tokens_details":{"thinking_tokens":30}}}
            """;
        var stream = Claude.Stream([Start, .. Claude.Text(0, "Oi"), End, Claude.Stop]);
        await using var upstream = new FakeUpstream(Answers.Raw(stream.ReplaceLineEndings("\n")));
        await using var gateway = Claude.Gateway(upstream);

        var reply = await gateway.AskAsync();

        var receipt = reply.Receipt;
        (receipt.InputTokens, receipt.CachedTokens).ShouldBe((1310, 1000));
        (receipt.CacheWriteTokens, receipt.CacheWriteLongTokens).ShouldBe((200, 100));
        (receipt.OutputTokens, receipt.ReasoningTokens).ShouldBe((50, 30));
        receipt.CostUsd.ShouldBe(
            (10 * 0.000003m) + (1000 * 0.0000003m) + (200 * 0.00000375m) + (100 * 0.000006m) + (50 * 0.000015m));
        var usage = reply.Updates[^1].Contents.OfType<UsageContent>().Single().Details;
        (usage.InputTokenCount, usage.AdditionalCounts!["cache_write_tokens"], usage.AdditionalCounts["cache_write_long_tokens"])
            .ShouldBe((1310, 200, 100));
    }

    [Fact]
    public async Task Without_a_breakdown_what_was_written_counts_as_short()
    {
        var start = Claude.Start.Replace("creation_input_tokens\":0", "creation_input_tokens\":7", StringComparison.Ordinal);
        var deltas = await Claude.ReadAsync(Claude.Stream([start, .. Claude.Text(0, "Oi"), Claude.End("end_turn", 0), Claude.Stop]));

        deltas[^1].Usage.ShouldBe(new TokenUsage(107, 0, CacheWriteTokens: 7));
    }

    [Theory]
    [InlineData("claude-3-haiku-20240307", 0.30, 0.50)]
    [InlineData("claude-3-5-sonnet-20241022", 3.75, 6)]
    [InlineData("claude-3-opus-20240229", 18.75, 30)]
    public void List_prices_know_what_writing_costs(string model, double some, double hour)
    {
        var price = PriceTable.Find("anthropic", model).ShouldNotBeNull();

        price.CostOf(new TokenUsage(1_000_000, 0, CacheWriteTokens: 1_000_000)).ShouldBe((decimal)some);
        price.CostOf(new TokenUsage(1_000_000, 0, CacheWriteLongTokens: 1_000_000)).ShouldBe((decimal)hour);
        (price with { CacheWrite = null, CacheWriteLong = null }).CostOf(new TokenUsage(1_000_000, 0, CacheWriteTokens: 1_000_000))
            .ShouldBe(price.Input * 1_000_000, "an unlisted price of writing is that of reading");
    }

    private static string Mark(JsonElement block) => block.TryGetProperty("cache_control", out var mark) ? mark.ToString() : "";
}
