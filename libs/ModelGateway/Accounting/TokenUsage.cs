using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Accounting;

/// <summary>Tokens of one call.</summary>
/// <param name="InputTokens">Prompt tokens, cached ones included.</param>
/// <param name="OutputTokens">Reply tokens, reasoning included.</param>
/// <param name="CachedTokens">Part of the input that the provider read from its prompt cache.</param>
/// <param name="ReasoningTokens">Part of the output that was spent on thinking.</param>
/// <param name="Estimated">True when the provider gave no usage and the counts come from the length of the text.</param>
public sealed record TokenUsage(
    long InputTokens, long OutputTokens, long CachedTokens = 0, long ReasoningTokens = 0, bool Estimated = false)
{
    /// <summary>The same counts in the shape of Microsoft.Extensions.AI.</summary>
    public UsageDetails ToDetails() => new()
    {
        InputTokenCount = InputTokens,
        OutputTokenCount = OutputTokens,
        TotalTokenCount = InputTokens + OutputTokens,
        CachedInputTokenCount = CachedTokens,
        ReasoningTokenCount = ReasoningTokens,
    };
}
