using System.Globalization;
using System.Text.Json;

namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>
/// Reads our own format: <c>{"as_of", "source", "per_tokens": 1000000, "models": {"provider/model": {"input", "output", "cached_input",
/// "cache_write", "cache_write_long", "reasoning", "above": [{"tokens", "input", …}], "batch", "priority", "flex"}}}</c>, amounts in USD. An
/// unknown member is an error.
/// </summary>
internal static class NativePrices
{
    private static readonly string[] Amounts = ["input", "output", "cached_input", "cache_write", "cache_write_long", "reasoning"];
    private static readonly string[] Classes = ["batch", "priority", "flex"];

    public static IEnumerable<(string Provider, string Model, ModelPrice Price)> Read(JsonElement root, string source)
    {
        Reject(root, "the file", "as_of", "source", "per_tokens", "models");
        var unit = PriceFile.Amount(root, "per_tokens") ?? 1_000_000;
        if (unit <= 0 || !root.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("it needs models, and per_tokens above 0");
        }

        var common = new ModelPrice(0, 0, Source: Text(root, "source") ?? source, AsOf: DateOf(Text(root, "as_of")));
        foreach (var model in models.EnumerateObject())
        {
            Reject(model.Value, model.Name, [.. Amounts, .. Classes, "above"]);
            var (provider, name) = PriceFile.Split(model.Name, null);
            var price = PriceOf(model.Value, model.Name, common, unit);
            yield return (provider, name, price with
            {
                LargePrompts = [.. LargePrompts(model.Value, model.Name, price, unit)],
                Batch = ClassOf(model.Value, "batch", model.Name, common, unit),
                Priority = ClassOf(model.Value, "priority", model.Name, common, unit),
                Flex = ClassOf(model.Value, "flex", model.Name, common, unit),
            });
        }
    }

    private static ModelPrice PriceOf(JsonElement prices, string model, ModelPrice common, decimal unit, ModelPrice? below = null) => common with
    {
        Input = PriceFile.Amount(prices, "input") / unit ?? below?.Input ?? throw new JsonException($"{model} has no input"),
        Output = PriceFile.Amount(prices, "output") / unit ?? below?.Output ?? throw new JsonException($"{model} has no output"),
        CachedInput = PriceFile.Amount(prices, "cached_input") / unit ?? below?.CachedInput,
        CacheWrite = PriceFile.Amount(prices, "cache_write") / unit ?? below?.CacheWrite,
        CacheWriteLong = PriceFile.Amount(prices, "cache_write_long") / unit ?? below?.CacheWriteLong,
        Reasoning = PriceFile.Amount(prices, "reasoning") / unit ?? below?.Reasoning,
    };

    private static ModelPrice? ClassOf(JsonElement prices, string name, string model, ModelPrice common, decimal unit)
    {
        if (!prices.TryGetProperty(name, out var own))
        {
            return null;
        }

        Reject(own, $"{name} of {model}", Amounts);
        return PriceOf(own, $"{name} of {model}", common, unit);
    }

    private static IEnumerable<LargePromptPrice> LargePrompts(JsonElement prices, string model, ModelPrice below, decimal unit)
    {
        if (!prices.TryGetProperty("above", out var list))
        {
            yield break;
        }

        foreach (var large in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new JsonException($"above of {model} must be a list"))
        {
            Reject(large, $"above of {model}", [.. Amounts, "tokens"]);
            var tokens = PriceFile.Amount(large, "tokens") ?? throw new JsonException($"above of {model} has no tokens");
            yield return new LargePromptPrice((long)tokens, PriceOf(large, model, below, unit, below));
        }
    }

    private static void Reject(JsonElement owner, string what, params string[] known)
    {
        if (owner.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{what} must be an object");
        }

        foreach (var member in owner.EnumerateObject().Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
        {
            var near = Spelling.Nearest(member.Name, known) is { } word ? $"; did you mean '{word}'?" : "";
            throw new JsonException($"'{member.Name}' of {what} is not known{near}");
        }
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateOnly? DateOf(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new JsonException($"as_of must be a day such as 2026-11-30, not '{text}'");
}
