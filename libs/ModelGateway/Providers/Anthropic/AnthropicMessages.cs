using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Writes the turns of the conversation.</summary>
internal static class AnthropicMessages
{
    // The wire wants the user to begin, and many models want him to end: this is what a silent user says.
    private const string Silence = "…";

    public static void Write(Utf8JsonWriter writer, AnthropicPlan plan, AnthropicCache cache)
    {
        var turns = plan.Conversation.Turns;
        writer.WriteStartArray("messages"u8);
        if (turns is not [{ Assistant: false }, ..])
        {
            WriteSilence(writer);
        }

        for (var i = 0; i < turns.Count; i++)
        {
            WriteStart(writer, turns[i].Assistant);
            var blocks = turns[i].Blocks;
            for (var b = 0; b < blocks.Count; b++)
            {
                var isEnd = i == turns.Count - 1 && b == blocks.Count - 1;
                AnthropicBlocks.Write(writer, blocks[b], plan, cache, isPrefill: isEnd && turns[i].Assistant);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        if (plan.Conversation.EndsWithAssistant && (!plan.Model.TakesPrefill || plan.ForcesTool))
        {
            WriteSilence(writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteSilence(Utf8JsonWriter writer)
    {
        WriteStart(writer, assistant: false);
        AnthropicBlocks.WriteText(writer, Silence);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter writer, bool assistant)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, assistant ? "assistant"u8 : "user"u8);
        writer.WriteStartArray("content"u8);
    }
}
