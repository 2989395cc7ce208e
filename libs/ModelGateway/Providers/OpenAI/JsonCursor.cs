using System.Text.Json;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Small steps over <see cref="Utf8JsonReader"/> that forgive a member of another type by skipping it.</summary>
internal static class JsonCursor
{
    /// <summary>Moves to the next property name of the current object, then stands on its value; false at the object's end.</summary>
    /// <remarks>The name is matched by <see cref="Is"/> before anything else is read.</remarks>
    public static bool NextProperty(ref this Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    /// <summary>True when the property name is this one; the reader then stands on its value.</summary>
    public static bool Is(ref this Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Skips the value of a property that no <see cref="Is"/> took, or the value the reader stands on.</summary>
    public static void SkipValue(ref this Utf8JsonReader reader) => reader.Skip();

    public static bool EnterObject(ref this Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartObject);

    public static bool EnterArray(ref this Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartArray);

    public static bool NextItem(ref this Utf8JsonReader reader) => reader.Read() && reader.TokenType is not JsonTokenType.EndArray;

    /// <summary>Text, or the digits of a number (some servers send codes as numbers); null for anything else.</summary>
    public static string? StringOrNull(ref this Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public static long? LongOrNull(ref this Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var value) && value >= 0)
        {
            return value;
        }

        reader.Skip();
        return null;
    }

    /// <summary>One number out of a small object; the reader then stands on the object's end.</summary>
    public static long? MemberOf(ref this Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        long? found = null;
        if (!EnterObject(ref reader))
        {
            return null;
        }

        while (reader.NextProperty())
        {
            if (reader.Is(name))
            {
                found = reader.LongOrNull();
            }
            else
            {
                reader.SkipValue();
            }
        }

        return found;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        if (reader.TokenType == start)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
