using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>
/// Keeps what this provider wants back with the history, on the contents themselves: the signature of its thoughts as their protected data,
/// <c>gemini DATA</c>, so that nobody else takes it for his own; on a tool call, where chat completions carry it too, as
/// <c>{"google":{"thought_signature":…,"call_id":…}}</c>.
/// </summary>
internal static class GeminiSeal
{
    /// <summary>Key on a tool call; its value is JSON.</summary>
    public const string PropertyName = "gateway.extra_content";

    /// <summary>Google's documented stand-in for the signature of a call that another model made.</summary>
    public const string Foreign = "skip_thought_signature_validator";

    private const string Wire = "gemini ";

    public static TextReasoningContent Thought(string? text, string? signature) =>
        new(text) { ProtectedData = signature is null ? null : Wire + signature };

    /// <param name="call">What the model wants done.</param>
    /// <param name="callId">The provider's own id of the call; null when it gave none.</param>
    /// <param name="signature">The signature that came with the call.</param>
    public static void Put(FunctionCallContent call, string? callId, string? signature)
    {
        if (callId is null && signature is null)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("google"u8);
            WriteText(writer, "thought_signature"u8, signature);
            WriteText(writer, "call_id"u8, callId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        (call.AdditionalProperties ??= [])[PropertyName] = JsonElement.ParseValue(ref reader);
    }

    public static string? SignatureOf(TextReasoningContent thought) =>
        thought.ProtectedData?.StartsWith(Wire, StringComparison.Ordinal) == true ? thought.ProtectedData[Wire.Length..] : null;

    public static string? SignatureOf(FunctionCallContent call) => Member(call, "thought_signature");

    /// <summary>The provider's own id of the call; null when the id is anybody else's.</summary>
    public static string? CallIdOf(FunctionCallContent call) => Member(call, "call_id");

    private static string? Member(FunctionCallContent call, string name) =>
        call.AdditionalProperties?.GetValueOrDefault(PropertyName) is JsonElement { ValueKind: JsonValueKind.Object } extra
        && extra.TryGetProperty("google", out var google) && google.ValueKind is JsonValueKind.Object
        && google.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
