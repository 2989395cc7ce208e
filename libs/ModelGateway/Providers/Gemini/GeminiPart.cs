using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>One part of a reply.</summary>
/// <param name="Text">Text of the reply, or of a thought.</param>
/// <param name="IsThought">The text is the model's thinking.</param>
/// <param name="Signature">What the provider wants back with this part.</param>
/// <param name="Call">A whole tool call; this wire never sends one in fragments.</param>
internal readonly record struct GeminiPart(string? Text, bool IsThought, string? Signature, FunctionCallContent? Call)
{
    public static GeminiPart Read(ref Utf8JsonReader reader)
    {
        string? text = null, signature = null, callId = null;
        var thought = false;
        FunctionCallContent? call = null;
        while (reader.NextProperty())
        {
            if (reader.Is("text"u8))
            {
                text = reader.StringOrNull();
            }
            else if (reader.Is("thought"u8))
            {
                thought = reader.TokenType is JsonTokenType.True;
                reader.SkipValue();
            }
            else if (reader.Is("thoughtSignature"u8))
            {
                signature = reader.StringOrNull() is { Length: > 0 } given ? given : null;
            }
            else if (reader.Is("functionCall"u8))
            {
                (call, callId) = ReadCall(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (call is not null)
        {
            GeminiSeal.Put(call, callId, signature);
        }

        return new GeminiPart(text, thought, signature, call);
    }

    private static (FunctionCallContent? Call, string? Id) ReadCall(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return default;
        }

        string? id = null, name = null;
        Dictionary<string, object?> arguments = new(StringComparer.Ordinal);
        while (reader.NextProperty())
        {
            if (reader.Is("id"u8))
            {
                id = reader.StringOrNull() is { Length: > 0 } given ? given : null;
            }
            else if (reader.Is("name"u8))
            {
                name = reader.StringOrNull();
            }
            else if (reader.Is("args"u8))
            {
                ReadArguments(ref reader, arguments);
            }
            else
            {
                reader.SkipValue();
            }
        }

        // Older models give their calls no id; ours must differ from those of all earlier turns.
        return (new FunctionCallContent(id ?? $"call_{Guid.CreateVersion7():n}", name ?? "", arguments), id);
    }

    private static void ReadArguments(ref Utf8JsonReader reader, Dictionary<string, object?> arguments)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            var name = reader.GetString()!;
            reader.Read();
            arguments[name] = JsonElement.ParseValue(ref reader);
        }
    }
}
