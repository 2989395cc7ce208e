using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Gemini;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>A kept reply as bytes: JSON, because what it holds is texts, and a store may be looked into.</summary>
internal static class KeptReplyFormat
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(KeptReply reply)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, Version);
            json.WriteString("at"u8, reply.KeptAt);
            json.WriteBoolean("whole"u8, reply.Buffered);
            json.WriteString("as"u8, reply.Deployment.Model);
            KeptReceipt.Write(json, reply.Receipt);
            json.WriteStartArray("deltas"u8);
            foreach (var delta in reply.Deltas)
            {
                Write(json, delta);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Null for bytes that are something else: another version's, or a stranger's.</summary>
    public static KeptReply? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != Version)
            {
                return null;
            }

            var receipt = KeptReceipt.Read(root.GetProperty("receipt"));
            var deployment = new ModelDeployment
            {
                Id = receipt.DeploymentId,
                Provider = receipt.Provider,
                Model = root.GetProperty("as").GetString()!,
            };
            return new KeptReply(
                root.GetProperty("at").GetDateTimeOffset(), root.GetProperty("whole").GetBoolean(), deployment, receipt,
                [.. root.GetProperty("deltas").EnumerateArray().Select(ReadDelta)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, in ModelDelta delta)
    {
        json.WriteStartObject();
        if (delta.Text is { } text)
        {
            json.WriteString("text"u8, text);
        }

        if (delta.Reasoning is { } thought)
        {
            json.WriteString("thought"u8, thought.Text);
            json.WriteString("seal"u8, thought.ProtectedData);
        }

        if (delta.ToolCall is { } call)
        {
            json.WriteString("call"u8, call.CallId);
            json.WriteString("name"u8, call.Name);
            json.WritePropertyName("arguments"u8);
            json.WriteRawValue(ToolValues.ArgumentsText(call), skipInputValidation: true);
            if (call.AdditionalProperties?.GetValueOrDefault(GeminiSeal.PropertyName) is JsonElement extra)
            {
                json.WritePropertyName("extra"u8);
                extra.WriteTo(json);
            }
        }

        if (delta.FinishReason is { } finish)
        {
            json.WriteString("finish"u8, finish.Value);
        }

        if (!delta.Original.IsEmpty)
        {
            json.WriteBase64String("bytes"u8, delta.Original.Span);
            json.WriteBoolean("usage"u8, delta.UsageOnly);
        }

        json.WriteEndObject();
    }

    private static ModelDelta ReadDelta(JsonElement json)
    {
        var (hasThought, hasBytes) = (json.TryGetProperty("thought", out var thought), json.TryGetProperty("bytes", out var bytes));
        return new ModelDelta
        {
            Text = json.TryGetProperty("text", out var text) ? text.GetString() : null,
            Reasoning = hasThought ? new TextReasoningContent(thought.GetString()) { ProtectedData = json.GetProperty("seal").GetString() } : null,
            ToolCall = json.TryGetProperty("call", out var id) ? ReadCall(json, id.GetString()!) : null,
            FinishReason = json.TryGetProperty("finish", out var finish) ? new ChatFinishReason(finish.GetString()!) : null,
            Original = hasBytes ? bytes.GetBytesFromBase64() : default(ReadOnlyMemory<byte>),
            UsageOnly = hasBytes && json.GetProperty("usage").GetBoolean(),
        };
    }

    private static FunctionCallContent ReadCall(JsonElement json, string id)
    {
        var call = new FunctionCallContent(id, json.GetProperty("name").GetString()!, ToolValues.Members(json.GetProperty("arguments")));
        if (json.TryGetProperty("extra", out var extra))
        {
            (call.AdditionalProperties ??= [])[GeminiSeal.PropertyName] = extra.Clone();
        }

        return call;
    }
}
