namespace Agentes.ModelGateway.Accounting.Prices;

/// <summary>Prices of models by provider and name: those of a file, and behind them the few built in.</summary>
internal sealed class PriceBook(IReadOnlyDictionary<string, PriceEntry> entries)
{
    /// <summary>Without a file.</summary>
    public static PriceBook BuiltIn { get; } = new(new Dictionary<string, PriceEntry>(StringComparer.Ordinal));

    /// <summary>Models of the file.</summary>
    public int Count => entries.Count;

    /// <summary>Price of a provider's model, else that of the model it is based on; null when nobody knows it.</summary>
    /// <param name="provider">Prefix of the provider.</param>
    /// <param name="model">Its name of the model.</param>
    /// <param name="baseModel">A model of the same price, with prefix or without.</param>
    public ModelPrice? Find(string provider, string model, string? baseModel = null) =>
        Entry(provider, model)?.Price ?? PriceTable.Find(provider, model)
        ?? (baseModel is null ? null : OfBase(provider, baseModel));

    /// <summary>What is odd about the figures of a model.</summary>
    public IReadOnlyList<string> DoubtsOf(string provider, string model) => Entry(provider, model)?.Doubts ?? [];

    private ModelPrice? OfBase(string provider, string model) =>
        Entry(provider, model)?.Price ?? entries.GetValueOrDefault(model)?.Price ?? PriceTable.Find(provider, model);

    private PriceEntry? Entry(string provider, string model) => entries.GetValueOrDefault($"{provider}/{model}");
}

/// <summary>One model of a price file.</summary>
/// <param name="Price">Null where its figures cannot be believed.</param>
/// <param name="Doubts">What is odd about them, one sentence each.</param>
internal sealed record PriceEntry(ModelPrice? Price, IReadOnlyList<string> Doubts);
