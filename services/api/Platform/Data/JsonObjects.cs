using System.Text.Json;

namespace Agentes.Platform.Data;

/// <summary>Free-form objects (attributes, metadata) between the API, where they are dictionaries, and jsonb columns.</summary>
internal static class JsonObjects
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    /// <summary>A null member is an absent one: that is how a change removes it.</summary>
    public static JsonDocument? Write(IReadOnlyDictionary<string, JsonElement>? members)
    {
        var kept = members?.Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
        return kept is { Count: > 0 } ? JsonSerializer.SerializeToDocument(kept) : null;
    }

    public static IReadOnlyDictionary<string, JsonElement> Read(JsonDocument? stored) =>
        stored?.Deserialize<Dictionary<string, JsonElement>>() ?? Nothing;
}
