using System.Text.Json;

namespace Agentes.Platform.Data;

/// <summary>Free-form objects (attributes, metadata) between the API, where they are dictionaries, and jsonb columns.</summary>
internal static class JsonObjects
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    public static JsonDocument? Write(IReadOnlyDictionary<string, JsonElement>? members) =>
        members is { Count: > 0 } ? JsonSerializer.SerializeToDocument(members) : null;

    public static IReadOnlyDictionary<string, JsonElement> Read(JsonDocument? stored) =>
        stored?.Deserialize<Dictionary<string, JsonElement>>() ?? Nothing;
}
