namespace Agentes.Platform.Tenancy;

/// <summary>A row that belongs to one organization: filtered, stamped and guarded by row-level security.</summary>
public interface IOwnedByOrganization
{
    Guid OrganizationId { get; }
}
