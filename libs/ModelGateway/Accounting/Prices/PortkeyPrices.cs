using System.Text.Json;

namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>
/// Reads a file of Portkey's list of models: one provider, named like the file, with a member for each model and amounts in cents per token.
/// </summary>
internal static class PortkeyPrices
{
    private const decimal CentsPerDollar = 100;

    public static IEnumerable<(string Provider, string Model, ModelPrice Price)> Read(JsonElement root, string file, string source)
    {
        var provider = ProviderOf(file);
        foreach (var model in root.EnumerateObject())
        {
            // "default" holds what its other members have in common, which is no model.
            if (model.Name == "default" || !TryObject(model.Value, "pricing_config", out var config))
            {
                continue;
            }

            if (TryObject(config, "pay_as_you_go", out var usual) && PriceOf(usual, source) is { } price)
            {
                var batch = TryObject(config, "batch_config", out var batched) ? PriceOf(batched, source) : null;
                yield return (provider, model.Name, price with { Batch = batch });
            }
        }
    }

    private static ModelPrice? PriceOf(JsonElement prices, string source) =>
        Dollars(prices, "request_token") is { } input && Dollars(prices, "response_token") is { } output
            ? new ModelPrice(input, output, Dollars(prices, "cache_read_input_token"), Source: source)
            {
                CacheWrite = Dollars(prices, "cache_write_input_token"),
            }
            : null;

    private static decimal? Dollars(JsonElement prices, string unit) =>
        TryObject(prices, unit, out var amount) ? PriceFile.Amount(amount, "price") / CentsPerDollar : null;

    private static bool TryObject(JsonElement owner, string name, out JsonElement value) =>
        owner.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    private static string ProviderOf(string file) => file switch
    {
        "google" => "gemini",
        "mistral-ai" => "mistral",
        _ => file.Replace('-', '_'),
    };
}
