namespace Agentes.Platform.Knowledge;

/// <summary>A knowledge entry as the API shows it.</summary>
public sealed record KnowledgeResponse(
    Guid Id,
    string Title,
    string Content,
    string? Category,
    string Language,
    string[] Tags,
    string? SourceUrl,
    bool IsDemo,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static KnowledgeResponse From(KnowledgeEntry entry) => new(
        entry.Id,
        entry.Title,
        entry.Content,
        entry.Category,
        entry.Language,
        entry.Tags,
        entry.SourceUrl,
        entry.IsDemo,
        entry.CreatedAt,
        entry.UpdatedAt);
}
