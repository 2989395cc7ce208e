using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Http;

namespace Agentes.Platform.Products;

/// <summary>What a caller says of a product, on creation, update or import.</summary>
public sealed record ProductFields
{
    [Required, StringLength(64, MinimumLength = 1)]
    public required string Sku { get; init; }

    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    [StringLength(4000)]
    public string? Description { get; init; }

    [StringLength(100)]
    public string? Category { get; init; }

    [Range(typeof(decimal), "0", "1000000000", ParseLimitsInInvariantCulture = true)]
    public required decimal Price { get; init; }

    /// <summary>ISO 4217; the organization's when absent.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    /// <summary>Units on hand; absent when they are not counted.</summary>
    [Range(0, int.MaxValue)]
    public int? Stock { get; init; }

    [Url, StringLength(2000)]
    public string? Url { get; init; }

    [Facts]
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    [WordList(50, 60)]
    public string[]? Tags { get; init; }

    internal static ProductFields Of(Product product) => new()
    {
        Sku = product.Sku,
        Name = product.Name,
        Description = product.Description,
        Category = product.Category,
        Price = product.Price,
        Currency = product.Currency,
        Stock = product.Stock,
        Url = product.Url,
        Attributes = JsonObjects.Read(product.Attributes),
        Tags = product.Tags,
    };
}
