using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes the functions a model may call and whether it must.</summary>
internal static class GeminiTools
{
    public static void Write(Utf8JsonWriter writer, List<AIFunctionDeclaration> tools, ChatToolMode? mode, GeminiModel model)
    {
        if (tools.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tools"u8);
        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in tools)
        {
            WriteDeclaration(writer, tool, model);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteMode(writer, mode, strict: tools.Exists(IsStrict));
    }

    private static void WriteDeclaration(Utf8JsonWriter writer, AIFunctionDeclaration tool, GeminiModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, tool.Name);
        writer.WriteString("description"u8, tool.Description);
        if (GeminiSchema.HasProperties(tool.JsonSchema))
        {
            writer.WritePropertyName(model.TakesJsonSchema ? "parametersJsonSchema"u8 : "parameters"u8);
            GeminiSchema.Write(writer, tool.JsonSchema, model);
        }

        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ChatToolMode? mode, bool strict)
    {
        var name = mode switch
        {
            NoneChatToolMode => "NONE",
            RequiredChatToolMode => "ANY",
            // Only here must calls keep to the schema although a reply in text is allowed too.
            _ when strict => "VALIDATED",
            AutoChatToolMode => "AUTO",
            _ => null,
        };
        if (name is null)
        {
            return;
        }

        writer.WriteStartObject("toolConfig"u8);
        writer.WriteStartObject("functionCallingConfig"u8);
        writer.WriteString("mode"u8, name);
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } function })
        {
            writer.WriteStartArray("allowedFunctionNames"u8);
            writer.WriteStringValue(function);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsStrict(AIFunctionDeclaration tool) =>
        tool.AdditionalProperties.TryGetValue("strict", out var strict) && strict is true or JsonElement { ValueKind: JsonValueKind.True };
}
