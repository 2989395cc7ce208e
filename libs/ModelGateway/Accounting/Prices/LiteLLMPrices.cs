using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>Reads LiteLLM's model_prices_and_context_window.json: a member for each model, amounts in USD per token.</summary>
internal static partial class LiteLLMPrices
{
    private const string Sample = "sample_spec";
    private const string Input = "input_cost_per_token";
    private const string Output = "output_cost_per_token";
    private const string CacheRead = "cache_read_input_token_cost";
    private const string Write = "cache_creation_input_token_cost";

    public static IEnumerable<(string Provider, string Model, ModelPrice Price)> Read(JsonElement root, string source)
    {
        foreach (var model in root.EnumerateObject().Where(model => model.Name != Sample && model.Value.ValueKind == JsonValueKind.Object))
        {
            // Images, sounds and searches are priced otherwise.
            if (PriceOf(model.Value, source, "") is not { } price)
            {
                continue;
            }

            var owner = model.Value.TryGetProperty("litellm_provider", out var named) ? named.GetString() : null;
            var (provider, name) = PriceFile.Split(model.Name, owner);
            yield return (provider, name, price with
            {
                CacheWriteLong = PriceFile.Amount(model.Value, Write + "_above_1hr"),
                Reasoning = PriceFile.Amount(model.Value, "output_cost_per_reasoning_token"),
                LargePrompts = [.. LargePrompts(model.Value, price)],
                Batch = PriceOf(model.Value, source, "_batches"),
                Priority = PriceOf(model.Value, source, "_priority"),
                Flex = PriceOf(model.Value, source, "_flex"),
            });
        }
    }

    private static ModelPrice? PriceOf(JsonElement model, string source, string suffix) =>
        PriceFile.Amount(model, Input + suffix) is { } input && PriceFile.Amount(model, Output + suffix) is { } output
            ? new ModelPrice(input, output, PriceFile.Amount(model, CacheRead + suffix), Source: source)
            {
                CacheWrite = PriceFile.Amount(model, Write + suffix),
            }
            : null;

    // What has no price of its own beyond a threshold keeps the one below it.
    private static IEnumerable<LargePromptPrice> LargePrompts(JsonElement model, ModelPrice price)
    {
        var thresholds = model.EnumerateObject().Select(member => Threshold().Match(member.Name)).Where(match => match.Success)
            .Select(match => match.Groups["k"].Value).Distinct(StringComparer.Ordinal);
        foreach (var threshold in thresholds)
        {
            var suffix = $"_above_{threshold}k_tokens";
            yield return new LargePromptPrice(
                long.Parse(threshold, CultureInfo.InvariantCulture) * 1000,
                price with
                {
                    Input = PriceFile.Amount(model, Input + suffix) ?? price.Input,
                    Output = PriceFile.Amount(model, Output + suffix) ?? price.Output,
                    CachedInput = PriceFile.Amount(model, CacheRead + suffix) ?? price.CachedInput,
                    CacheWrite = PriceFile.Amount(model, Write + suffix) ?? price.CacheWrite,
                });
        }
    }

    [GeneratedRegex(
        "^(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost)_above_(?<k>[0-9]{1,6})k_tokens$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Threshold();
}
