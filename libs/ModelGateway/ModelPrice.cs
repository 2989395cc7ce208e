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

    /// <summary>Cost in USD: (input − cached) × input price + cached × cached price + output × output price.</summary>
    /// <returns>Null when the prompt is larger than this price covers.</returns>
    public decimal? CostOf(long inputTokens, long outputTokens, long cachedTokens = 0)
    {
        if (inputTokens > MaxInputTokens)
        {
            return null;
        }

        var cached = Math.Clamp(cachedTokens, 0, inputTokens);
        return ((inputTokens - cached) * Input) + (cached * (CachedInput ?? Input)) + (outputTokens * Output);
    }
}
