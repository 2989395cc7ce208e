namespace Agentes.Platform.Data;

/// <summary>A row that is hidden first and purged after the retention period, so that a deletion can be undone.</summary>
public interface ISoftDeleted
{
    DateTimeOffset? DeletedAt { get; }

    void Delete(DateTimeOffset now);

    void Restore();
}
