using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>What the <c>local</c> provider may answer from. It says nothing that is not in here, apart from fixed phrases.</summary>
public sealed record Grounding
{
    /// <summary>Language of the customer and so of the reply: <c>pt-BR</c> (also the default for anything else) or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Name used in the greeting.</summary>
    public string? BusinessName { get; init; }

    /// <summary>What was retrieved for this turn, in any order.</summary>
    public IReadOnlyList<GroundingPassage> Passages { get; init; } = [];
}

/// <summary>One retrieved entry.</summary>
public sealed record GroundingPassage
{
    /// <summary>Id that comes back in <see cref="GatewayReceipt.QuotedSourceIds"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is prose or a row of the catalogue.</summary>
    public required GroundingKind Kind { get; init; }

    /// <summary>Shown to the customer as the source.</summary>
    public required string Title { get; init; }

    /// <summary>Prose; sentences are quoted from it verbatim.</summary>
    public required string Text { get; init; }

    /// <summary>How well retrieval thinks it fits, 0 to 1.</summary>
    public double Score { get; init; }

    /// <summary>Facts of a <see cref="GroundingKind.Product"/>: the only place a product's price and stock come from.</summary>
    public ProductFacts? Product { get; init; }
}

/// <summary>Kinds of passages.</summary>
public enum GroundingKind
{
    /// <summary>An entry of the knowledge base.</summary>
    Knowledge,

    /// <summary>A product of the catalogue.</summary>
    Product,
}

/// <summary>A product as its row says.</summary>
/// <param name="Name">Name shown to the customer.</param>
/// <param name="Sku">Code of the shop.</param>
/// <param name="Price">Price in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Stock">Units on hand; null when it is not tracked.</param>
/// <param name="Url">Page of the product.</param>
/// <param name="Description">Prose; never a source of price or stock.</param>
public sealed record ProductFacts(
    string Name, string Sku, decimal Price, string Currency, int? Stock = null, string? Url = null, string? Description = null);

/// <summary>Carries grounding on <see cref="ChatOptions"/>.</summary>
public static class GroundingOptions
{
    private const string PropertyName = "gateway.grounding";

    /// <summary>Sets the grounding on these options and returns them.</summary>
    public static ChatOptions WithGrounding(this ChatOptions options, Grounding grounding)
    {
        (options.AdditionalProperties ??= [])[PropertyName] = grounding;
        return options;
    }

    internal static Grounding? GetGrounding(this ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(PropertyName, out var value)
            ? value as Grounding
            : null;
}
