using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Accounting;

/// <summary>Tokens of one call.</summary>
/// <param name="InputTokens">Prompt tokens, cached ones included.</param>
/// <param name="OutputTokens">Reply tokens, reasoning included.</param>
/// <param name="CachedTokens">Part of the input that the provider read from its prompt cache.</param>
/// <param name="ReasoningTokens">Part of the output that was spent on thinking.</param>
/// <param name="Estimated">True when the provider gave no usage and the counts come from the length of the text.</param>
/// <param name="CacheWriteTokens">Part of the input that the provider wrote to its prompt cache for some minutes.</param>
/// <param name="CacheWriteLongTokens">Part of the input that it wrote for an hour; not in <paramref name="CacheWriteTokens"/>.</param>
public sealed record TokenUsage(
    long InputTokens, long OutputTokens, long CachedTokens = 0, long ReasoningTokens = 0, bool Estimated = false,
    long CacheWriteTokens = 0, long CacheWriteLongTokens = 0)
{
    /// <summary>The price list that they fall under.</summary>
    public PriceTier Tier { get; init; }

    /// <summary>The same counts in the shape of Microsoft.Extensions.AI.</summary>
    public UsageDetails ToDetails() => new()
    {
        InputTokenCount = InputTokens,
        OutputTokenCount = OutputTokens,
        TotalTokenCount = InputTokens + OutputTokens,
        CachedInputTokenCount = CachedTokens,
        ReasoningTokenCount = ReasoningTokens,
        AdditionalCounts = CacheWriteTokens + CacheWriteLongTokens == 0 ? null : new()
        {
            ["cache_write_tokens"] = CacheWriteTokens,
            ["cache_write_long_tokens"] = CacheWriteLongTokens,
        },
    };
}
