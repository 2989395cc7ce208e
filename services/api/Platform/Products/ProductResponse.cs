using System.Text.Json;
using Agentes.Platform.Data;

namespace Agentes.Platform.Products;

/// <summary>A product as the API shows it.</summary>
/// <param name="Stock">Units on hand; null when they are not counted.</param>
public sealed record ProductResponse(
    Guid Id,
    string Sku,
    string Name,
    string? Description,
    string? Category,
    decimal Price,
    string Currency,
    int? Stock,
    string? Url,
    IReadOnlyDictionary<string, JsonElement> Attributes,
    string[] Tags,
    bool IsDemo,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static ProductResponse From(Product product) => new(
        product.Id,
        product.Sku,
        product.Name,
        product.Description,
        product.Category,
        product.Price,
        product.Currency,
        product.Stock,
        product.Url,
        JsonObjects.Read(product.Attributes),
        product.Tags,
        product.IsDemo,
        product.CreatedAt,
        product.UpdatedAt);
}
