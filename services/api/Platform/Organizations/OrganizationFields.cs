using System.ComponentModel.DataAnnotations;

namespace Agentes.Platform.Organizations;

/// <summary>What its members decide about an organization.</summary>
public sealed record OrganizationFields
{
    [StringLength(120, MinimumLength = 1)]
    [RegularExpression(@".*\S.*", ErrorMessage = "The field Name must not be blank.")]
    public required string Name { get; init; }

    /// <summary>BCP 47, such as pt-BR.</summary>
    [RegularExpression("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")]
    [StringLength(16)]
    public string Locale { get; init; } = "pt-BR";

    /// <summary>ISO 4217.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; init; } = "BRL";
}
