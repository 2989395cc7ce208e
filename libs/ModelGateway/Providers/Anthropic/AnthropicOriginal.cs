using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// Writes the caller's own request again for one deployment: its model, its defaults where the caller says nothing, and without the members
/// that are meant for the gateway. Everything else is copied byte for byte, known here or not.
/// </summary>
internal static class AnthropicOriginal
{
    /// <summary>
    /// False when this deployment must get the translated form: the caller speaks another wire or another version of this one, or nothing
    /// of his may leave as it is, or the reply must be shorter than he allows.
    /// </summary>
    public static bool Fits(ModelDeployment deployment, ModelCall call) => call.Original.IsFor(Wire.Anthropic) && call.OutputBound is null
        && (!deployment.ExtraHeaders.TryGetValue(AnthropicHeaders.Version, out var version) || version == VersionOf(call));

    /// <summary>The version that the caller speaks.</summary>
    public static string VersionOf(ModelCall call) => call.Original.Version ?? AnthropicPlan.OldestVersion;

    /// <summary>
    /// True when every turn of the history can have come from this wire: another provider's seal is refused here, and so are its ids when
    /// they hold other characters or come twice.
    /// </summary>
    public static bool IsNative(IReadOnlyList<ChatMessage> messages)
    {
        HashSet<string>? ids = null;
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextReasoningContent { ProtectedData: { } seal } && seal.Contains(' ', StringComparison.Ordinal))
                {
                    return false;
                }

                if (content is FunctionCallContent call && (!AnthropicNames.IsAllowed(call.CallId) || !(ids ??= new(StringComparer.Ordinal)).Add(call.CallId)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public static ReadOnlyMemory<byte> Rewrite(ModelDeployment deployment, ModelCall call)
    {
        var json = call.Original.Bytes.Span;
        var buffer = new ArrayBufferWriter<byte>(json.Length + 128);
        using var writer = new Utf8JsonWriter(buffer, OpenAIWire.Json);
        writer.WriteStartObject();
        writer.WriteString("model"u8, deployment.Model);
        Copy(json, writer);
        WriteDefaults(writer, deployment, call);
        writer.WriteBoolean("stream"u8, !call.Buffered);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Copy(ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.NextProperty())
        {
            var name = reader.ValueSpan;
            var dropped = reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("stream"u8) || GatewayMembers.Has(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!dropped)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    // Whoever thinks, and every later model, refuses sampling values.
    private static void WriteDefaults(Utf8JsonWriter writer, ModelDeployment deployment, ModelCall call)
    {
        var (options, defaults) = (call.Options, deployment.Defaults);
        if (options.StopSequences is null && defaults.Stop is { Count: > 0 } stop)
        {
            writer.WriteStartArray("stop_sequences"u8);
            foreach (var text in stop)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        if (options is not { Reasoning: null, Temperature: null, TopP: null } || !AnthropicModel.Of(deployment.Model).TakesSampling)
        {
            return;
        }

        if (defaults.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature"u8, Math.Clamp(temperature, 0, 1));
        }
        else if (defaults.TopP is { } topP)
        {
            writer.WriteNumber("top_p"u8, topP);
        }
    }
}
