using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Http;

namespace Agentes.Platform.Contacts;

/// <summary>What a caller says of a contact, on creation and change.</summary>
public sealed record ContactFields
{
    [StringLength(200)]
    public string? Name { get; init; }

    /// <summary>What the contact has spent so far, in <see cref="Currency"/>.</summary>
    [Range(typeof(decimal), "0", "1000000000000", ParseLimitsInInvariantCulture = true)]
    public decimal LifetimeValue { get; init; }

    /// <summary>ISO 4217; the organization's when absent.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    /// <summary>The organization's own facts by name.</summary>
    [Facts]
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    internal static ContactFields Of(Contact contact) => new()
    {
        Name = contact.Name,
        LifetimeValue = contact.LifetimeValue,
        Currency = contact.Currency,
        Attributes = JsonObjects.Read(contact.Attributes),
    };
}
