using System.Text.Json;

namespace Agentes.Platform.Identity;

/// <summary>What a person calls himself in the metadata of his login.</summary>
internal static class DisplayName
{
    private const int Longest = 120;

    private static readonly string[] Members = ["full_name", "name", "display_name"];

    public static string? From(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in Members)
        {
            if (metadata.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                && value.GetString()?.Trim() is { Length: > 0 } name)
            {
                return name.Length <= Longest ? name : name[..Longest];
            }
        }

        return null;
    }

    /// <summary>A name in any case: the given one, else what stands before the @.</summary>
    public static string Or(string? name, string? email) => name ?? email?.Split('@')[0] ?? "";
}
