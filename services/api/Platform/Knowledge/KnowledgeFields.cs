using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Http;

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

    /// <summary>pt-BR when absent.</summary>
    [RegularExpression("^(pt-BR|en)$")]
    public string? Language { get; init; }

    [WordList(50, 60)]
    public string[]? Tags { get; init; }

    [Url, StringLength(2000)]
    public string? SourceUrl { get; init; }

    internal static KnowledgeFields Of(KnowledgeEntry entry) => new()
    {
        Title = entry.Title,
        Content = entry.Content,
        Category = entry.Category,
        Language = entry.Language,
        Tags = entry.Tags,
        SourceUrl = entry.SourceUrl,
    };
}
