using System.ComponentModel.DataAnnotations;

namespace Agentes.Platform.Knowledge;

/// <summary>What a caller says of a knowledge entry, on creation, update or import.</summary>
public sealed record KnowledgeFields
{
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Title { get; init; }

    [Required, StringLength(20_000, MinimumLength = 1)]
    public required string Content { get; init; }

    [StringLength(100)]
    public string? Category { get; init; }

    [RegularExpression("^(pt-BR|en)$")]
    public string? Language { get; init; }

    [MaxLength(50)]
    public string[]? Tags { get; init; }

    [Url, StringLength(2000)]
    public string? SourceUrl { get; init; }
}
