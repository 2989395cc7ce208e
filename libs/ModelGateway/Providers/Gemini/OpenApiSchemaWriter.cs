using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>
/// Writes a JSON Schema in the subset of OpenAPI 3.0 that older models take: references inlined, <c>null</c> as <c>nullable</c>, constants
/// as <c>enum</c>, and only the keywords that are known there.
/// </summary>
internal sealed class OpenApiSchemaWriter(Utf8JsonWriter writer, JsonElement root)
{
    private static readonly string[] Kept =
        ["minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern"];

    private static readonly string[] Formats = ["enum", "date-time", "int32", "int64", "float", "double"];

    // References inlined again and again can grow without end out of a small text.
    private const int MostSchemas = 2000;

    private int _schemas;

    public void Write() => Write(root, [], nullable: false);

    private void Write(JsonElement schema, IEnumerable<string> path, bool nullable)
    {
        var view = SchemaView.Of(++_schemas > MostSchemas ? default : schema, root, path);
        var types = view.Types();
        nullable |= types.Remove("null") || view.Find("nullable").ValueKind is JsonValueKind.True;

        // Next to a type of its own, choices only say which members go together: this wire has no words for that.
        var choices = types.Count > 0 || view.Properties().Count > 0 ? [] : view.Choices();
        nullable |= choices.RemoveAll(IsNull) > 0;
        if (choices.Count == 1)
        {
            Write(choices[0], view.Path, nullable);
            return;
        }

        writer.WriteStartObject();
        if (choices.Count > 0)
        {
            WriteChoices(choices.ConvertAll<Action>(choice => () => Write(choice, view.Path, nullable: false)));
        }
        else if (types.Count > 1)
        {
            WriteChoices(types.ConvertAll<Action>(type => () =>
            {
                writer.WriteStartObject();
                WriteTyped(view, type);
                writer.WriteEndObject();
            }));
        }
        else
        {
            WriteTyped(view, types.Count == 1 ? types[0] : Guess(view));
        }

        WriteKept(view);
        if (nullable)
        {
            writer.WriteBoolean("nullable"u8, true);
        }

        writer.WriteEndObject();
    }

    private void WriteChoices(List<Action> choices)
    {
        writer.WriteStartArray("anyOf"u8);
        choices.ForEach(write => write());
        writer.WriteEndArray();
    }

    private void WriteTyped(SchemaView view, string type)
    {
        writer.WriteString("type"u8, type.ToUpperInvariant());
        switch (type)
        {
            case "object":
                WriteProperties(view);
                break;
            case "array":
                writer.WritePropertyName("items"u8);
                Write(view.Find("items"), view.Path, nullable: false);
                break;
            case "string":
                WriteEnum(view);
                break;
        }
    }

    private void WriteProperties(SchemaView view)
    {
        var properties = view.Properties();
        if (properties.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("properties"u8);
        foreach (var property in properties)
        {
            writer.WritePropertyName(property.Name);
            Write(property.Value, view.Path, nullable: false);
        }

        writer.WriteEndObject();
        var required = view.Required();
        required.IntersectWith(properties.Select(property => property.Name));
        if (required.Count > 0)
        {
            WriteStrings("required"u8, required);
        }
    }

    private void WriteEnum(SchemaView view)
    {
        var values = view.Values()
            .Where(value => value.ValueKind is JsonValueKind.String)
            .Select(value => value.GetString()!)
            .Where(text => text.Length > 0)
            .ToList();
        if (values.Count > 0)
        {
            WriteStrings("enum"u8, values);
        }
    }

    private void WriteKept(SchemaView view)
    {
        WriteDescription(view);
        foreach (var keyword in Kept)
        {
            if (view.Find(keyword) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value)
            {
                writer.WritePropertyName(keyword);
                value.WriteTo(writer);
            }
        }

        if (view.Find("format") is { ValueKind: JsonValueKind.String } format
            && Formats.Contains(format.GetString(), StringComparer.Ordinal))
        {
            writer.WriteString("format"u8, format.GetString());
        }
    }

    // Only texts can be listed as an enum; other values are told in words.
    private void WriteDescription(SchemaView view)
    {
        var description = view.Find("description") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var values = view.Values()
            .Where(value => value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .Select(value => value.GetRawText())
            .ToList();
        if (values.Count > 0)
        {
            description = $"{description} One of: {string.Join(", ", values)}.".TrimStart();
        }

        if (description is { Length: > 0 })
        {
            writer.WriteString("description"u8, description);
        }
    }

    private void WriteStrings(ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static bool IsNull(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("type", out var type)
        && type.ValueKind is JsonValueKind.String && type.ValueEquals("null"u8);

    // This wire wants a type everywhere; JSON Schema does not.
    private static string Guess(SchemaView view) => view.Values().Select(value => value.ValueKind).FirstOrDefault() switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ when view.Properties().Count > 0 => "object",
        _ when view.Find("items").ValueKind is JsonValueKind.Object => "array",
        _ when view.Find("$ref").ValueKind is JsonValueKind.String => "object",
        _ => "string",
    };
}
