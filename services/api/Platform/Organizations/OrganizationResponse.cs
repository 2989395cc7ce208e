namespace Agentes.Platform.Organizations;

/// <summary>An organization as the API shows it.</summary>
public sealed record OrganizationResponse(
    Guid Id, string Name, string Locale, string Currency, bool IsDemo, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static OrganizationResponse From(Organization organization) => new(
        organization.Id,
        organization.Name,
        organization.Locale,
        organization.Currency,
        organization.IsDemo,
        organization.CreatedAt,
        organization.UpdatedAt);
}
