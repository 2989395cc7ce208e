using Agentes.ModelGateway.Accounting;

namespace Agentes.ModelGateway;

/// <summary>List price in USD per token.</summary>
/// <param name="Input">USD per input token.</param>
/// <param name="Output">USD per output token.</param>
/// <param name="CachedInput">USD per input token read from the provider's cache; null charges <paramref name="Input"/>.</param>
/// <param name="MaxInputTokens">Above this prompt size another, unlisted price applies, so the cost is unknown.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="AsOf">When they were read.</param>
public sealed record ModelPrice(
    decimal Input, decimal Output, decimal? CachedInput = null, long? MaxInputTokens = null, string? Source = null, DateOnly? AsOf = null)
{
    /// <summary>What the local provider costs.</summary>
    public static ModelPrice Free { get; } = new(0, 0, 0, Source: "runs in this process");

    /// <summary>USD per input token written to the provider's cache for some minutes; null charges <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>USD per input token written to it for an hour; null charges <see cref="CacheWrite"/>.</summary>
    public decimal? CacheWriteLong { get; init; }

    /// <summary>USD per token spent on thinking; null charges <see cref="Output"/>.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Prices for large prompts. The whole call has the price of the highest threshold that its prompt exceeds.</summary>
    public IReadOnlyList<LargePromptPrice> LargePrompts { get; init; } = [];

    /// <summary>Price of calls that may take a day; null where there is none.</summary>
    public ModelPrice? Batch { get; init; }

    /// <summary>Price of calls that go first; null where there is none.</summary>
    public ModelPrice? Priority { get; init; }

    /// <summary>Price of calls that may wait; null where there is none.</summary>
    public ModelPrice? Flex { get; init; }

    /// <summary>Cost in USD: (input − cached) × input price + cached × cached price + output × output price.</summary>
    /// <returns>Null when the prompt is larger than this price covers.</returns>
    public decimal? CostOf(long inputTokens, long outputTokens, long cachedTokens = 0) =>
        CostOf(new TokenUsage(inputTokens, outputTokens, cachedTokens));

    /// <summary>What these tokens cost at most, in USD, whichever of them turn out to be cached, thought or of another tier.</summary>
    public decimal MostOf(long inputTokens, long outputTokens)
    {
        var most = (inputTokens * Math.Max(Input, Math.Max(CacheWrite ?? 0, CacheWriteLong ?? 0))) + (outputTokens * Math.Max(Output, Reasoning ?? 0));
        foreach (var large in LargePrompts)
        {
            most = inputTokens > large.Above ? Math.Max(most, large.Price.MostOf(inputTokens, outputTokens)) : most;
        }

        return Priority is null ? most : Math.Max(most, Priority.MostOf(inputTokens, outputTokens));
    }

    /// <summary>Cost in USD of these tokens, each kind at its own price.</summary>
    /// <returns>Null when the prompt is larger than this price covers, or the tier of the call has no price.</returns>
    public decimal? CostOf(TokenUsage usage)
    {
        if (usage.Tier is not PriceTier.Standard && this != Free)
        {
            return (usage.Tier switch { PriceTier.Batch => Batch, PriceTier.Flex => Flex, _ => Priority })
                ?.CostOf(usage with { Tier = PriceTier.Standard });
        }

        var inputTokens = usage.InputTokens;
        if (LargePrompts.Count > 0 && LargePrompts.Where(large => inputTokens > large.Above).MaxBy(large => large.Above) is { } price)
        {
            return price.Price.CostOf(usage);
        }

        if (inputTokens > MaxInputTokens)
        {
            return null;
        }

        var cached = Math.Clamp(usage.CachedTokens, 0, inputTokens);
        var writtenLong = Math.Clamp(usage.CacheWriteLongTokens, 0, inputTokens - cached);
        var written = Math.Clamp(usage.CacheWriteTokens, 0, inputTokens - cached - writtenLong);
        var reasoning = Math.Clamp(usage.ReasoningTokens, 0, usage.OutputTokens);
        return ((inputTokens - cached - written - writtenLong) * Input)
            + (cached * (CachedInput ?? Input))
            + (written * (CacheWrite ?? Input))
            + (writtenLong * (CacheWriteLong ?? CacheWrite ?? Input))
            + ((usage.OutputTokens - reasoning) * Output)
            + (reasoning * (Reasoning ?? Output));
    }
}

/// <summary>Price of a call whose prompt is large.</summary>
/// <param name="Above">Prompt tokens that have to be exceeded.</param>
/// <param name="Price">Price of every token of such a call.</param>
public sealed record LargePromptPrice(long Above, ModelPrice Price);
