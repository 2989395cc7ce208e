using System.Collections.Frozen;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Accounting;

/// <summary>
/// List prices of the models that the specification names, so that its file prices itself. Everything else is priced in the configuration
/// or not at all.
/// </summary>
internal static class PriceTable
{
    private const string Anthropic = "Anthropic price list for the model";

    private static readonly FrozenDictionary<string, ModelPrice> Prices = new Dictionary<string, ModelPrice>(StringComparer.Ordinal)
    {
        ["together_ai/Meta-Llama-3.2-3B-Instruct-Turbo"] = PerMillion(0.06m, 0.06m, null, "Together AI price list", new(2025, 1, 15)),
        ["gemini/gemini-1.5-flash"] =
            PerMillion(0.075m, 0.30m, null, "Google price list, prompts up to 128k", new(2025, 9, 1)) with { MaxInputTokens = 128_000 },
        ["anthropic/claude-3-haiku-20240307"] =
            PerMillion(0.25m, 1.25m, 0.03m, Anthropic, new(2025, 10, 28)).Writing(0.30m, 0.50m),
        ["anthropic/claude-3-5-sonnet-20241022"] =
            PerMillion(3m, 15m, 0.30m, Anthropic, new(2025, 10, 28)).Writing(3.75m, 6m),
        ["anthropic/claude-3-opus-20240229"] =
            PerMillion(15m, 75m, 1.50m, Anthropic, new(2025, 10, 28)).Writing(18.75m, 30m),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The price of a provider's model; null when it is unknown.</summary>
    public static ModelPrice? Find(string provider, string? model) =>
        provider == ProviderCatalog.Local ? ModelPrice.Free : model is null ? null : Prices.GetValueOrDefault($"{provider}/{model}");

    private static ModelPrice PerMillion(decimal input, decimal output, decimal? cached, string source, DateOnly asOf) =>
        new(input / 1_000_000, output / 1_000_000, cached / 1_000_000, Source: source, AsOf: asOf);

    private static ModelPrice Writing(this ModelPrice price, decimal some, decimal hour) =>
        price with { CacheWrite = some / 1_000_000, CacheWriteLong = hour / 1_000_000 };
}
