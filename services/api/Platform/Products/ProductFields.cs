using System.ComponentModel.DataAnnotations;
using System.Text.Json;

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

    [Range(0, 1_000_000_000)]
    public required decimal Price { get; init; }

    [RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    [Range(0, int.MaxValue)]
    public int? Stock { get; init; }

    [Url, StringLength(2000)]
    public string? Url { get; init; }

    [MaxLength(50)]
    public Dictionary<string, JsonElement>? Attributes { get; init; }

    [MaxLength(50)]
    public string[]? Tags { get; init; }
}
