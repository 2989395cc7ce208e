using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes a JSON Schema in the form a model takes.</summary>
internal static class GeminiSchema
{
    public static void Write(Utf8JsonWriter writer, JsonElement schema, GeminiModel model)
    {
        if (model.TakesJsonSchema)
        {
            WriteJsonSchema(writer, schema);
        }
        else
        {
            new OpenApiSchemaWriter(writer, schema).Write();
        }
    }

    /// <summary>False for a function without parameters: an object without properties is refused.</summary>
    public static bool HasProperties(JsonElement schema) => SchemaView.Of(schema, schema, []).Properties().Count > 0;

    // As it is, but for what is refused: the dialect's name, and anything next to a reference.
    private static void WriteJsonSchema(Utf8JsonWriter writer, JsonElement schema)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.Object:
                var refers = schema.TryGetProperty("$ref", out var target) && target.ValueKind is JsonValueKind.String;
                writer.WriteStartObject();
                foreach (var property in schema.EnumerateObject())
                {
                    if (property.NameEquals("$schema") || (refers && !property.Name.StartsWith('$')))
                    {
                        continue;
                    }

                    writer.WritePropertyName(property.Name);
                    WriteJsonSchema(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in schema.EnumerateArray())
                {
                    WriteJsonSchema(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                schema.WriteTo(writer);
                break;
        }
    }
}
