using System.Text.Json;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>Shapes of price files.</summary>
internal enum PriceFormat
{
    /// <summary>LiteLLM's map of models: USD per token.</summary>
    LiteLLM,

    /// <summary>Portkey's file of one provider, which gives the file its name: cents per token.</summary>
    Portkey,

    /// <summary>Our own: USD per million tokens, or another number that it names.</summary>
    Native,
}

/// <summary>Reads a price file.</summary>
internal static class PriceFile
{
    /// <exception cref="JsonException">It is no JSON, or not of this format.</exception>
    public static PriceBook Read(string json, string file, PriceFormat format)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("it must hold one object");
        }

        var name = Path.GetFileName(file);
        var prices = format switch
        {
            PriceFormat.Portkey => PortkeyPrices.Read(root, Path.GetFileNameWithoutExtension(file), name),
            PriceFormat.Native => NativePrices.Read(root, name),
            _ => LiteLLMPrices.Read(root, name),
        };
        var entries = new Dictionary<string, PriceEntry>(StringComparer.Ordinal);
        foreach (var (provider, model, price) in prices)
        {
            entries[$"{provider}/{model}"] = PriceSanity.Judge(provider, price, zeroIsFree: format == PriceFormat.Native);
        }

        return entries.Count > 0 ? new PriceBook(entries) : throw new JsonException($"it has no price in the format {format.ToString().ToLowerInvariant()}");
    }

    /// <summary>The amount of a member; null when it is not there.</summary>
    /// <exception cref="JsonException">It is no number that a decimal can hold.</exception>
    public static decimal? Amount(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount)
            ? amount
            : throw new JsonException($"{name} must be a number");
    }

    /// <summary>Splits provider/model; a name without a known prefix belongs to the provider that is given.</summary>
    public static (string Provider, string Model) Split(string key, string? provider)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && (key[..slash] == provider || (provider is null && ProviderCatalog.Find(key[..slash]) is not null))
            ? (key[..slash], key[(slash + 1)..])
            : (provider ?? ProviderCatalog.Resolve(key)?.Provider.Name ?? "", key);
    }
}
