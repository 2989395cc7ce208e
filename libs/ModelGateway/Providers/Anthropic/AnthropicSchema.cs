using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>JSON schemas in the dialects of the wire: the strict one of replies, and the inputs of tools, which must be objects.</summary>
internal static class AnthropicSchema
{
    // Limits that the strict dialect refuses; they are told to the model in words.
    private static readonly string[] Limits =
    [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
        "uniqueItems", "minProperties", "maxProperties",
    ];

    /// <summary>Keywords whose value is a map of names to schemas, not a schema.</summary>
    private static readonly string[] Maps = ["properties", "$defs", "definitions"];

    public static bool IsObject(JsonElement schema) => schema.ValueKind is JsonValueKind.Object
        && schema.TryGetProperty("type"u8, out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("object"u8);

    /// <summary>False for objects with free members, which the strict dialect cannot say.</summary>
    public static bool IsStrict(JsonElement schema) => IsObject(schema) && !HasFreeMembers(schema);

    /// <summary>Closes every object and says in words what the dialect has no keyword for.</summary>
    public static void WriteStrict(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in schema.EnumerateArray())
            {
                WriteStrict(writer, item);
            }

            writer.WriteEndArray();
            return;
        }

        if (schema.ValueKind is not JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            WriteMember(writer, member);
        }

        if (IsObject(schema))
        {
            writer.WriteBoolean("additionalProperties"u8, false);
        }

        if (Describe(schema) is { Length: > 0 } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteEndObject();
    }

    /// <summary>The input of a tool; whatever is no object schema becomes one without any promise.</summary>
    public static void WriteInput(Utf8JsonWriter writer, JsonElement schema)
    {
        if (IsObject(schema))
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "object"u8);
        if (schema.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject().Where(member => !member.NameEquals("type"u8)))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>A tool input whose only member is the value that is meant.</summary>
    public static void WriteWrapped(Utf8JsonWriter writer, JsonElement schema, string member)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        writer.WritePropertyName(member);
        schema.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteStartArray("required"u8);
        writer.WriteStringValue(member);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonProperty member)
    {
        if (member.Name is "additionalProperties" or "description" or "$schema" || Limits.Contains(member.Name, StringComparer.Ordinal))
        {
            return;
        }

        // One alternative of several is what the dialect calls any.
        writer.WritePropertyName(member.Name == "oneOf" ? "anyOf" : member.Name);
        if (!Maps.Contains(member.Name, StringComparer.Ordinal) || member.Value.ValueKind is not JsonValueKind.Object)
        {
            if (IsData(member.Name))
            {
                member.Value.WriteTo(writer);
            }
            else
            {
                WriteStrict(writer, member.Value);
            }

            return;
        }

        writer.WriteStartObject();
        foreach (var named in member.Value.EnumerateObject())
        {
            writer.WritePropertyName(named.Name);
            WriteStrict(writer, named.Value);
        }

        writer.WriteEndObject();
    }

    private static bool IsData(string keyword) => keyword is "enum" or "const" or "default" or "examples" or "required" or "type";

    private static string? Describe(JsonElement schema)
    {
        var limits = string.Join(", ", schema.EnumerateObject()
            .Where(member => Limits.Contains(member.Name, StringComparer.Ordinal))
            .Select(member => $"{member.Name}: {member.Value.GetRawText()}"));
        var described = schema.TryGetProperty("description"u8, out var text) && text.ValueKind is JsonValueKind.String;
        var given = described ? text.GetString() : null;
        return limits.Length == 0 ? given : given is null ? $"({limits})" : $"{given} ({limits})";
    }

    private static bool HasFreeMembers(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Array => schema.EnumerateArray().Any(HasFreeMembers),
        JsonValueKind.Object => schema.EnumerateObject().Any(member => member.Name is "additionalProperties" or "patternProperties"
            ? member.Value.ValueKind is not JsonValueKind.False
            : !IsData(member.Name) && HasFreeMembers(member.Value)),
        _ => false,
    };
}
