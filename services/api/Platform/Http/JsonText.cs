using System.Text.Json;

namespace Agentes.Platform.Http;

/// <summary>
/// Well-formed JSON may hold texts that are none: halves of surrogate pairs, and bytes that are not UTF-8. They show when they are read.
/// </summary>
internal static class JsonText
{
    /// <summary>Whether every text in the value, and every name, can be read.</summary>
    public static bool IsReadable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value) is not null,
        JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
        JsonValueKind.Object => value.EnumerateObject().All(member => Of(member) is not null && IsReadable(member.Value)),
        _ => true,
    };

    /// <summary>The text; null when it is none.</summary>
    public static string? Of(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member's name; null when it is none.</summary>
    public static string? Of(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
