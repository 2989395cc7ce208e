using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes the turns of a conversation and their parts.</summary>
internal static class GeminiContents
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<GeminiTurn> turns, GeminiModel model)
    {
        writer.WriteStartArray("contents"u8);
        if (turns.Count == 0 || turns[0].OfModel)
        {
            // The user speaks first on this wire; a conversation that our greeting opened gets a user who said nothing.
            WriteStart(writer, ofModel: false);
            WriteText(writer, " ", signature: null);
            WriteEnd(writer);
        }

        foreach (var turn in turns)
        {
            WriteStart(writer, turn.OfModel);
            WriteParts(writer, turn, model);
            WriteEnd(writer);
            if (turn.OfModel && turn.Calls.Any())
            {
                // Results stay apart from what the user says next: their number must be that of the calls before them.
                WriteStart(writer, ofModel: false);
                WriteResults(writer, turn);
                WriteEnd(writer);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteStart(Utf8JsonWriter writer, bool ofModel)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, ofModel ? "model"u8 : "user"u8);
        writer.WriteStartArray("parts"u8);
    }

    private static void WriteEnd(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, GeminiTurn turn, GeminiModel model)
    {
        var firstCall = turn.OfModel;
        for (var i = 0; i < turn.Parts.Count; i++)
        {
            switch (turn.Parts[i])
            {
                case TextContent text:
                    // A text's signature arrived behind it, and goes back in the same part.
                    var signature = i + 1 < turn.Parts.Count && turn.Parts[i + 1] is TextReasoningContent { Text.Length: 0 } seal
                        ? GeminiSeal.SignatureOf(seal)
                        : null;
                    WriteText(writer, text.Text, signature);
                    i += signature is null ? 0 : 1;
                    break;
                case TextReasoningContent thought:
                    WriteThought(writer, thought);
                    break;
                case FunctionCallContent call:
                    WriteCall(writer, call, firstCall && model.ChecksSignatures ? GeminiSeal.Foreign : null);
                    firstCall = false;
                    break;
                case var media:
                    GeminiMedia.Write(writer, media);
                    break;
            }
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text, string? signature)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, text);
        WriteSignature(writer, signature);
        writer.WriteEndObject();
    }

    private static void WriteThought(Utf8JsonWriter writer, TextReasoningContent thought)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, thought.Text);
        if (thought.Text.Length > 0)
        {
            writer.WriteBoolean("thought"u8, true);
        }

        WriteSignature(writer, GeminiSeal.SignatureOf(thought));
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, FunctionCallContent call, string? otherwise)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("functionCall"u8);
        WriteId(writer, call);
        writer.WriteString("name"u8, call.Name);
        writer.WritePropertyName("args"u8);
        writer.WriteRawValue(ToolValues.ArgumentsText(call), skipInputValidation: true);
        writer.WriteEndObject();
        WriteSignature(writer, GeminiSeal.SignatureOf(call) ?? otherwise);
        writer.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter writer, GeminiTurn turn)
    {
        foreach (var call in turn.Calls)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("functionResponse"u8);
            WriteId(writer, call);
            writer.WriteString("name"u8, call.Name);
            writer.WritePropertyName("response"u8);
            GeminiToolResult.Write(writer, turn.Results.GetValueOrDefault(call.CallId));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    // Ids of other makers are left out: they may repeat, and order alone tells which result is whose.
    private static void WriteId(Utf8JsonWriter writer, FunctionCallContent call)
    {
        if (GeminiSeal.CallIdOf(call) is { } id)
        {
            writer.WriteString("id"u8, id);
        }
    }

    private static void WriteSignature(Utf8JsonWriter writer, string? signature)
    {
        if (signature is not null)
        {
            writer.WriteString("thoughtSignature"u8, signature);
        }
    }
}
