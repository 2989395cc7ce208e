namespace Agentes.Platform.Knowledge;

/// <summary>Something that may answer a customer: a knowledge entry or a product, with how well it fits.</summary>
/// <param name="Title">The entry's title or the product's name.</param>
/// <param name="Text">The entry's content or the product's description.</param>
/// <param name="Language">pt-BR or en for knowledge; null for a product, which is named in the organization's words.</param>
/// <param name="Score">0 (nothing in common) to 1 (says all that was asked).</param>
/// <param name="Product">The facts of the row; null for knowledge.</param>
public sealed record RetrievedPassage(
    PassageKind Kind, Guid Id, string Title, string Text, string? Language, double Score, ProductFacts? Product);

/// <summary>Where a passage comes from.</summary>
public enum PassageKind
{
    Knowledge,
    Product,
}

/// <summary>Price and stock as the row has them: answers never take them from prose.</summary>
/// <param name="Stock">Units on hand; null when they are not counted.</param>
public sealed record ProductFacts(string Sku, string Name, decimal Price, string Currency, int? Stock, string? Url);
