using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes the body of <c>POST /models/{model}:streamGenerateContent</c>.</summary>
internal static class GeminiWire
{
    private const int MostStopSequences = 5;

    // Portuguese stays readable and short on the wire; the body is never put into HTML.
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(ModelDeployment deployment, ModelCall call)
    {
        var model = GeminiModel.Of(deployment.Model);
        var turns = GeminiTurns.Of(call);
        var tools = call.Options.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        var format = call.Options.ResponseFormat as ChatResponseFormatJson;
        if (format is not null && tools.Count > 0 && !model.FormatsWithTools)
        {
            // Older models refuse a format next to tools: the wish is put into words instead.
            turns.System.Add(InWords(format));
            format = null;
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        WriteSystem(writer, turns.System);
        GeminiContents.Write(writer, turns.All, model);
        GeminiTools.Write(writer, tools, call.Options.ToolMode, model);
        WriteSafety(writer, deployment.SafetySettings);
        WriteGeneration(writer, deployment.Defaults, call.Options, format, model);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteSystem(Utf8JsonWriter writer, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("systemInstruction"u8);
        writer.WriteStartArray("parts"u8);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSafety(Utf8JsonWriter writer, IReadOnlyList<SafetySetting> settings)
    {
        if (settings.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("safetySettings"u8);
        foreach (var setting in settings)
        {
            writer.WriteStartObject();
            writer.WriteString("category"u8, setting.Category);
            writer.WriteString("threshold"u8, setting.Threshold);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // Penalties are left out: the living models answer them with an error.
    private static void WriteGeneration(
        Utf8JsonWriter writer, RequestDefaults defaults, ChatOptions options, ChatResponseFormatJson? format, GeminiModel model)
    {
        var limit = options.MaxOutputTokens ?? defaults.MaxOutputTokens;
        var thinking = GeminiThinking.Of(model, options.Reasoning, limit);
        writer.WriteStartObject("generationConfig"u8);
        WriteNumber(writer, "temperature"u8, options.Temperature ?? defaults.Temperature);
        WriteNumber(writer, "topP"u8, options.TopP ?? defaults.TopP);
        WriteNumber(writer, "topK"u8, options.TopK);
        if (limit is { } tokens)
        {
            writer.WriteNumber("maxOutputTokens"u8, (long)tokens + thinking.Room);
        }

        if ((options.Seed ?? defaults.Seed) is { } seed)
        {
            // Any number asks for repeatable sampling; this wire has room for 32 bits.
            writer.WriteNumber("seed"u8, unchecked((int)seed));
        }

        WriteStop(writer, options.StopSequences is { Count: > 0 } asked ? asked : defaults.Stop);
        WriteFormat(writer, format, model);
        thinking.Write(writer);
        writer.WriteEndObject();
    }

    private static void WriteStop(Utf8JsonWriter writer, IEnumerable<string>? stop)
    {
        if (stop is null)
        {
            return;
        }

        writer.WriteStartArray("stopSequences"u8);
        foreach (var text in stop.Where(text => text.Length > 0).Take(MostStopSequences))
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormatJson? format, GeminiModel model)
    {
        if (format is null)
        {
            return;
        }

        writer.WriteString("responseMimeType"u8, "application/json"u8);
        if (format.Schema is { } schema)
        {
            writer.WritePropertyName(model.TakesJsonSchema ? "responseJsonSchema"u8 : "responseSchema"u8);
            GeminiSchema.Write(writer, schema, model);
        }
    }

    private static string InWords(ChatResponseFormatJson format) => format.Schema is { } schema
        ? "Unless you call a tool, reply with JSON alone that fits this JSON Schema: " + schema.GetRawText()
        : "Unless you call a tool, reply with JSON alone.";

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
