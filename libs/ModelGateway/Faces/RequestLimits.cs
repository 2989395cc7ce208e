using System.Text.Json;

namespace Agentes.ModelGateway.Faces;

/// <summary>
/// How much one request may hold. Far more than any model takes: beyond it is a mistake or an attack, and it is refused before anything is
/// made of it. How large a body may be is the host's to say.
/// </summary>
internal static class RequestLimits
{
    /// <summary>Levels of nesting in the JSON; a tool's schema rarely has ten.</summary>
    public const int Depth = 64;

    /// <summary>Messages, or items of input.</summary>
    public const int Messages = 10_000;

    /// <summary>Tools that the model may choose from.</summary>
    public const int Tools = 1_024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = Depth };

    /// <exception cref="FaceException">The body is no JSON, or nested too deeply.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Json);
        }
        catch (JsonException)
        {
            throw IsTooDeep(body.Span)
                ? new FaceException("json_too_deep", null, $"The body is nested more than {Depth} levels deep.")
                : new FaceException("invalid_json", null, "The body is not valid JSON.");
        }
    }

    /// <exception cref="FaceException">There are none, or too many.</exception>
    public static void CheckMessages(JsonElement array, string name)
    {
        if (array.GetArrayLength() is var count and (0 or > Messages))
        {
            throw FaceException.Invalid(name, $"'{name}' must hold 1 to {Messages} entries, not {count}.");
        }
    }

    /// <exception cref="FaceException">There are too many.</exception>
    public static void CheckTools(JsonElement array)
    {
        if (array.GetArrayLength() is var count and > Tools)
        {
            throw FaceException.Invalid("tools", $"'tools' must hold at most {Tools} tools, not {count}.");
        }
    }

    // Where the parser stopped is told apart from why: one level more than it takes was reached, or the text is wrong before that.
    private static bool IsTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Depth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Depth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
