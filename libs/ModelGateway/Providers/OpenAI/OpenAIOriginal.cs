using System.Buffers;
using System.Text.Json;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>
/// Writes the caller's own request again for one deployment: its model, its defaults where the caller says nothing, and without the members
/// that are meant for the gateway. Everything else is copied byte for byte, known here or not.
/// </summary>
internal static class OpenAIOriginal
{
    public static ReadOnlyMemory<byte> Rewrite(ModelDeployment deployment, ModelCall call)
    {
        var json = call.Original.Bytes.Span;
        var buffer = new ArrayBufferWriter<byte>(json.Length + 128);
        using var writer = new Utf8JsonWriter(buffer, OpenAIWire.Json);
        writer.WriteStartObject();
        writer.WriteString("model"u8, deployment.Model);
        var given = Copy(json, deployment, call, writer);
        if (call.OutputBound is not null)
        {
            given |= Given.MaxTokens;
            writer.WriteNumber(OpenAIWire.MaxTokensName(deployment), call.Options.MaxOutputTokens!.Value);
        }

        WriteDefaults(writer, deployment.Defaults, deployment, given);
        writer.WriteBoolean("stream"u8, !call.Buffered);
        if (!call.Buffered)
        {
            // Asked for always: without it the call could only be estimated.
            writer.WriteStartObject("stream_options"u8);
            writer.WriteBoolean("include_usage"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static Given Copy(ReadOnlySpan<byte> json, ModelDeployment deployment, ModelCall call, Utf8JsonWriter writer)
    {
        var given = Given.Nothing;
        var (metadata, stored) = (default(Range?), false);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.NextProperty())
        {
            var name = reader.ValueSpan;
            var member = Recognize(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            stored |= member is Given.Store && reader.TokenType is JsonTokenType.True;
            reader.Skip();
            if (member is Given.Metadata)
            {
                metadata = start..(int)reader.BytesConsumed;
                continue;
            }

            if (member is Given.ForTheGateway || (member is Given.MaxTokens && call.OutputBound is not null))
            {
                continue;
            }

            given |= member;
            writer.WritePropertyName(member is Given.MaxTokens ? OpenAIWire.MaxTokensName(deployment) : name);
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        // Of a reply that the provider keeps it is the provider's; otherwise it is the gateway's, and OpenAI refuses it.
        if (stored && metadata is { } range)
        {
            writer.WritePropertyName("metadata"u8);
            writer.WriteRawValue(json[range], skipInputValidation: true);
        }

        return given;
    }

    private static Given Recognize(ref Utf8JsonReader reader) => reader switch
    {
        _ when reader.ValueTextEquals("messages"u8) => Given.Nothing,
        _ when reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("stream"u8) || reader.ValueTextEquals("stream_options"u8)
            || GatewayMembers.Has(ref reader) => Given.ForTheGateway,
        _ when reader.ValueTextEquals("max_tokens"u8) || reader.ValueTextEquals("max_completion_tokens"u8) => Given.MaxTokens,
        _ when reader.ValueTextEquals("temperature"u8) => Given.Temperature,
        _ when reader.ValueTextEquals("top_p"u8) => Given.TopP,
        _ when reader.ValueTextEquals("frequency_penalty"u8) => Given.FrequencyPenalty,
        _ when reader.ValueTextEquals("presence_penalty"u8) => Given.PresencePenalty,
        _ when reader.ValueTextEquals("seed"u8) => Given.Seed,
        _ when reader.ValueTextEquals("stop"u8) => Given.Stop,
        _ when reader.ValueTextEquals("metadata"u8) => Given.Metadata,
        _ when reader.ValueTextEquals("store"u8) => Given.Store,
        _ => Given.Nothing,
    };

    private static void WriteDefaults(Utf8JsonWriter writer, RequestDefaults defaults, ModelDeployment deployment, Given given)
    {
        if (defaults.MaxOutputTokens is { } maxTokens && !given.HasFlag(Given.MaxTokens))
        {
            writer.WriteNumber(OpenAIWire.MaxTokensName(deployment), maxTokens);
        }

        OpenAIWire.WriteNumber(writer, "temperature"u8, given.HasFlag(Given.Temperature) ? null : defaults.Temperature);
        OpenAIWire.WriteNumber(writer, "top_p"u8, given.HasFlag(Given.TopP) ? null : defaults.TopP);
        OpenAIWire.WriteNumber(writer, "frequency_penalty"u8, given.HasFlag(Given.FrequencyPenalty) ? null : defaults.FrequencyPenalty);
        OpenAIWire.WriteNumber(writer, "presence_penalty"u8, given.HasFlag(Given.PresencePenalty) ? null : defaults.PresencePenalty);
        if (defaults.Seed is { } seed && !given.HasFlag(Given.Seed))
        {
            writer.WriteNumber("seed"u8, seed);
        }

        if (defaults.Stop is { } stop && !given.HasFlag(Given.Stop))
        {
            writer.WriteStartArray("stop"u8);
            foreach (var text in stop)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>What the caller decides himself.</summary>
    [Flags]
    private enum Given
    {
        Nothing = 0,
        MaxTokens = 1,
        Temperature = 2,
        TopP = 4,
        FrequencyPenalty = 8,
        PresencePenalty = 16,
        Seed = 32,
        Stop = 64,
        ForTheGateway = 128,
        Metadata = 256,
        Store = 512,
    }
}
