using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Writes the body of <c>POST /chat/completions</c>.</summary>
internal static class OpenAIWire
{
    // Portuguese stays readable and short on the wire; the body is never put into HTML.
    internal static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(ModelDeployment deployment, ModelCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        writer.WriteString("model"u8, deployment.Model);
        OpenAIMessages.Write(writer, call);
        WriteSampling(writer, deployment, call.Options);
        WriteTools(writer, call.Options);
        WriteFormat(writer, call.Options.ResponseFormat);
        writer.WriteBoolean("stream"u8, true);
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>OpenAI's newer models take only the new name; compatible servers know only the old one.</summary>
    public static ReadOnlySpan<byte> MaxTokensName(ModelDeployment deployment) =>
        deployment.Provider == "openai" && deployment.ApiBase == ProviderCatalog.OpenAI.ApiBase ? "max_completion_tokens"u8 : "max_tokens"u8;

    private static void WriteSampling(Utf8JsonWriter writer, ModelDeployment deployment, ChatOptions options)
    {
        var defaults = deployment.Defaults;
        if ((options.MaxOutputTokens ?? defaults.MaxOutputTokens) is { } maxTokens)
        {
            writer.WriteNumber(MaxTokensName(deployment), maxTokens);
        }

        WriteNumber(writer, "temperature"u8, options.Temperature ?? defaults.Temperature);
        WriteNumber(writer, "top_p"u8, options.TopP ?? defaults.TopP);
        WriteNumber(writer, "frequency_penalty"u8, options.FrequencyPenalty ?? defaults.FrequencyPenalty);
        WriteNumber(writer, "presence_penalty"u8, options.PresencePenalty ?? defaults.PresencePenalty);
        if ((options.Seed ?? defaults.Seed) is { } seed)
        {
            writer.WriteNumber("seed"u8, seed);
        }

        var stop = options.StopSequences is { Count: > 0 } asked ? asked : defaults.Stop as IEnumerable<string>;
        if (stop is not null)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var text in stop)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    internal static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteTools(Utf8JsonWriter writer, ChatOptions options)
    {
        if (options.Tools?.OfType<AIFunctionDeclaration>().ToList() is not { Count: > 0 } tools)
        {
            return;
        }

        writer.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, tool.Name);
            writer.WriteString("description"u8, tool.Description);
            writer.WritePropertyName("parameters"u8);
            tool.JsonSchema.WriteTo(writer);
            if (ToolValues.IsStrict(tool))
            {
                writer.WriteBoolean("strict"u8, true);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteToolMode(writer, options.ToolMode);
        if (options.AllowMultipleToolCalls is { } several)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, several);
        }
    }

    private static void WriteToolMode(Utf8JsonWriter writer, ChatToolMode? mode)
    {
        switch (mode)
        {
            case NoneChatToolMode:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                writer.WriteStartObject("tool_choice"u8);
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
            case AutoChatToolMode:
                writer.WriteString("tool_choice"u8, "auto"u8);
                break;
        }
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        writer.WriteStartObject("response_format"u8);
        if (json.Schema is { } schema)
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, json.SchemaName ?? "reply");
            if (json.SchemaDescription is { } description)
            {
                writer.WriteString("description"u8, description);
            }

            writer.WritePropertyName("schema"u8);
            schema.WriteTo(writer);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type"u8, "json_object"u8);
        }

        writer.WriteEndObject();
    }
}
