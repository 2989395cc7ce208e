using System.Text.Json;
using Agentes.Platform.Data;

namespace Agentes.Platform.Conversions;

/// <summary>A conversion as the API shows it.</summary>
public sealed record ConversionResponse(
    Guid Id,
    Guid ContactId,
    Guid? ConversationId,
    string Goal,
    decimal? Value,
    string Currency,
    string? ExternalId,
    IReadOnlyDictionary<string, JsonElement> Metadata,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt)
{
    internal static ConversionResponse From(Conversion conversion) => new(
        conversion.Id,
        conversion.ContactId,
        conversion.ConversationId,
        conversion.Goal,
        conversion.Value,
        conversion.Currency,
        conversion.ExternalId,
        JsonObjects.Read(conversion.Metadata),
        conversion.OccurredAt,
        conversion.CreatedAt);
}
