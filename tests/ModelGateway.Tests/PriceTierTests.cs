using System.Text;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Tests;

/// <summary>The price list that a call falls under is the one that its provider names in the reply.</summary>
public sealed class PriceTierTests
{
    private static readonly ModelPrice Price = new(2, 10)
    {
        Batch = new ModelPrice(1, 5),
        Flex = new ModelPrice(1.5m, 6),
        Priority = new ModelPrice(4, 20) { LargePrompts = [new LargePromptPrice(100, new ModelPrice(8, 40))] },
    };

    [Theory]
    [InlineData("default", PriceTier.Standard, 40)]
    [InlineData("batch", PriceTier.Batch, 20)]
    [InlineData("flex", PriceTier.Flex, 27)]
    [InlineData("priority", PriceTier.Priority, 80)]
    [InlineData("unheard_of", PriceTier.Standard, 40)]
    public void Both_wires_name_the_tier_and_it_chooses_the_price(string word, PriceTier tier, int cost)
    {
        var openAI = new OpenAIReply();
        openAI.Read(Encoding.UTF8.GetBytes(
            $$$"""
            {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":2},"service_tier":"{{{word}}}"}
            """), cutOff: false);
        var anthropic = new AnthropicUsage();
        var reader = new System.Text.Json.Utf8JsonReader(
            Encoding.UTF8.GetBytes($$"""{"service_tier":"{{word}}","input_tokens":10,"output_tokens":2}"""));
        reader.Read();
        anthropic.Read(ref reader);

        foreach (var usage in new[] { openAI.Deltas[^1].Usage, anthropic.Total })
        {
            usage.ShouldNotBeNull().Tier.ShouldBe(tier);
            Price.CostOf(usage).ShouldBe(cost);
        }
    }

    [Fact]
    public void A_tier_without_a_price_is_unknown_and_a_large_prompt_has_the_price_of_its_tier()
    {
        new ModelPrice(2, 10).CostOf(new TokenUsage(10, 2) { Tier = PriceTier.Flex }).ShouldBeNull();
        ModelPrice.Free.CostOf(new TokenUsage(10, 2) { Tier = PriceTier.Flex }).ShouldBe(0);
        Price.CostOf(new TokenUsage(200, 1) { Tier = PriceTier.Priority }).ShouldBe((200 * 8) + 40);
    }

    [Fact]
    public void The_most_that_tokens_can_cost_covers_every_tier_and_every_kind_of_token()
    {
        var price = Price with { CacheWriteLong = 3, Reasoning = 12 };
        price.MostOf(200, 1).ShouldBe((200 * 8) + 40);
        (price with { Priority = null }).MostOf(10, 2).ShouldBe((10 * 3) + (2 * 12));
    }
}
