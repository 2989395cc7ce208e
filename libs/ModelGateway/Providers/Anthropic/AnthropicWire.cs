using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Writes the body of <c>POST /v1/messages</c>.</summary>
internal static class AnthropicWire
{
    private const string AnyJson = "Answer with one JSON object and nothing else.";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(AnthropicPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, Json);
        var cache = new AnthropicCache(plan);
        writer.WriteStartObject();
        writer.WriteString("model"u8, plan.Deployment.Model);
        writer.WriteNumber("max_tokens"u8, plan.MaxTokens);
        AnthropicTools.Write(writer, plan, cache);
        WriteSystem(writer, plan, cache);
        AnthropicMessages.Write(writer, plan, cache);
        WriteSampling(writer, plan);
        WriteStop(writer, plan);
        plan.Thinking.Write(writer);
        WriteOutput(writer, plan);
        if (EndUser.Of(plan.Options) is { } user)
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("user_id"u8, user);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("stream"u8, true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteSystem(Utf8JsonWriter writer, AnthropicPlan plan, AnthropicCache cache)
    {
        var system = plan.Conversation.System;
        var orders = Orders(plan).ToList();
        if (system.Count + orders.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("system"u8);
        for (var i = 0; i < system.Count; i++)
        {
            var wish = PromptCaching.WishOf(system[i].AdditionalProperties);
            WriteText(writer, system[i].Text, cache, wish ?? (i == system.Count - 1 ? cache.OfSystem : null));
        }

        foreach (var order in orders)
        {
            WriteText(writer, order, cache, wish: null);
        }

        writer.WriteEndArray();
    }

    // What this model has no switch for, it is told.
    private static IEnumerable<string> Orders(AnthropicPlan plan)
    {
        if (plan.WantsAnyJson)
        {
            yield return AnyJson;
        }

        if (plan.AsksForTool)
        {
            var name = (plan.Options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName is { } own
                ? plan.ToolNames.Send(own)
                : plan.Tools.Count == 0 ? plan.ReplyTool : null;
            yield return name is null ? "Answer by calling one of the tools." : $"Answer by calling the tool {name}.";
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text, AnthropicCache cache, string? wish)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        cache.Write(writer, wish);
        writer.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter writer, AnthropicPlan plan)
    {
        if (!plan.TakesSampling)
        {
            return;
        }

        var (options, defaults) = (plan.Options, plan.Deployment.Defaults);
        var temperature = options.Temperature ?? defaults.Temperature;
        if (temperature is { } value)
        {
            // The other wires go up to 2, this one to 1.
            writer.WriteNumber("temperature"u8, Math.Clamp(value, 0, 1));
        }

        if ((options.TopP ?? defaults.TopP) is { } topP && !(temperature is not null && plan.Model.TakesOneSampling))
        {
            writer.WriteNumber("top_p"u8, topP);
        }

        if (options.TopK is { } topK)
        {
            writer.WriteNumber("top_k"u8, topK);
        }
    }

    private static void WriteStop(Utf8JsonWriter writer, AnthropicPlan plan)
    {
        var asked = plan.Options.StopSequences is { Count: > 0 } own ? own : plan.Deployment.Defaults.Stop as IEnumerable<string>;
        if (asked?.Where(text => !string.IsNullOrWhiteSpace(text)).ToList() is not { Count: > 0 } stop)
        {
            return;
        }

        writer.WriteStartArray("stop_sequences"u8);
        foreach (var text in stop)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteOutput(Utf8JsonWriter writer, AnthropicPlan plan)
    {
        if (plan.NativeFormat is null && plan.Thinking.Effort is null)
        {
            return;
        }

        writer.WriteStartObject("output_config"u8);
        if (plan.Thinking.Effort is { } effort)
        {
            writer.WriteString("effort"u8, effort);
        }

        if (plan.NativeFormat is { Schema: { } schema })
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WritePropertyName("schema"u8);
            AnthropicSchema.WriteStrict(writer, schema);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
