using Agentes.Platform.Tenancy;

namespace Agentes.Platform.Data;

/// <summary>What every tenant-owned, soft-deleted row has in common.</summary>
public abstract class Entity : IOwnedByOrganization, ISoftDeleted
{
    public Guid Id { get; protected init; } = Guid.CreateVersion7();

    public Guid OrganizationId { get; protected init; }

    public DateTimeOffset CreatedAt { get; protected init; }

    public DateTimeOffset UpdatedAt { get; protected set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>PostgreSQL's xmin: changes with each write, so it is the ETag and the concurrency token.</summary>
    public uint Version { get; private set; }

    public void Delete(DateTimeOffset now)
    {
        DeletedAt ??= now;
        UpdatedAt = now;
    }

    public void Restore() => DeletedAt = null;
}
