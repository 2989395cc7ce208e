using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes what a tool answered: this wire takes only an object.</summary>
internal static class GeminiToolResult
{
    public static void Write(Utf8JsonWriter writer, FunctionResultContent? result)
    {
        switch (result)
        {
            case null:
                WriteAs(writer, "error"u8, "The call was not answered.");
                break;
            case { Exception: { } exception }:
                WriteAs(writer, "error"u8, exception.Message);
                break;
            case { Result: null or string or JsonElement { ValueKind: JsonValueKind.String } }:
                WriteAs(writer, "output"u8, ToolValues.ResultText(result));
                break;
            default:
                WriteValue(writer, ToolValues.ResultText(result));
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, string json)
    {
        if (!json.StartsWith('{'))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("output"u8);
            writer.WriteRawValue(json, skipInputValidation: true);
            writer.WriteEndObject();
        }
        else if (HasReference(json))
        {
            // The provider takes "$ref" for a reference of its own and refuses the request.
            WriteAs(writer, "output"u8, json);
        }
        else
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }

    private static bool HasReference(string json)
    {
        if (!json.Contains("$ref", StringComparison.Ordinal))
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("$ref"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteAs(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}
