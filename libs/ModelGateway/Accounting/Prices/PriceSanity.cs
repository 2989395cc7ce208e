namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>Rules that true prices keep. Public price lists have been wrong before, and a wrong price is noticed only on the bill.</summary>
internal static class PriceSanity
{
    // Ten thousand dollars a million tokens: somebody wrote the price of a million as that of one.
    private const decimal MostPerToken = 0.01m;

    /// <summary>The price with what is odd about it; no price when it cannot be right.</summary>
    /// <param name="provider">Prefix of the provider.</param>
    /// <param name="price">As the file has it.</param>
    /// <param name="zeroIsFree">Whether a price of nothing is meant; in public lists it is what nobody filled in.</param>
    public static PriceEntry Judge(string provider, ModelPrice price, bool zeroIsFree)
    {
        decimal?[] figures = [price.Input, price.Output, price.CachedInput, price.CacheWrite, price.CacheWriteLong, price.Reasoning];
        if (figures.Any(figure => figure is < 0 or > MostPerToken))
        {
            return new PriceEntry(null, ["a price is negative or above 10,000 USD per million tokens, so it is left out"]);
        }

        if (!zeroIsFree && price is { Input: 0, Output: 0 })
        {
            return new PriceEntry(null, ["its price is 0, which a public list says of a model that nobody has priced, so it is unknown"]);
        }

        return new PriceEntry(price, [.. Doubts(provider, price)]);
    }

    private static IEnumerable<string> Doubts(string provider, ModelPrice price)
    {
        // Embeddings have no output.
        if (price.Output > 0 && price.Output < price.Input)
        {
            yield return "output costs less than input";
        }

        if (price.CachedInput > price.Input)
        {
            yield return "input from the cache costs more than other input";
        }

        if (provider != "anthropic")
        {
            yield break;
        }

        (decimal? Figure, decimal Factor, string Name)[] rules =
        [
            (price.CachedInput, 0.1m, "a read from the cache"), (price.CacheWrite, 1.25m, "a write to the cache"),
            (price.CacheWriteLong, 2m, "a write to the cache for an hour"),
        ];
        foreach (var (figure, factor, name) in rules)
        {
            if (figure is { } given && given != price.Input * factor)
            {
                yield return FormattableString.Invariant($"{name} costs {given} and not {factor} times the input, as Anthropic's do");
            }
        }
    }
}
