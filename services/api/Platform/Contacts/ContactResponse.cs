using System.Text.Json;
using Agentes.Platform.Data;

namespace Agentes.Platform.Contacts;

/// <summary>A contact as the API shows it.</summary>
public sealed record ContactResponse(
    Guid Id,
    string? Name,
    decimal LifetimeValue,
    string Currency,
    IReadOnlyDictionary<string, JsonElement> Attributes,
    IReadOnlyList<IdentityResponse> Identities,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The contact must have been read with its identities.</summary>
    internal static ContactResponse From(Contact contact) => new(
        contact.Id,
        contact.Name,
        contact.LifetimeValue,
        contact.Currency,
        JsonObjects.Read(contact.Attributes),
        [.. contact.Identities.OrderBy(i => i.Id).Select(i => new IdentityResponse(i.Id, i.Kind, i.Value))],
        contact.CreatedAt,
        contact.UpdatedAt);
}

/// <summary>One alias of a contact, normalized.</summary>
public sealed record IdentityResponse(Guid Id, IdentityKind Kind, string Value);
