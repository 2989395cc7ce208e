using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Reads <c>usageMetadata</c>: the prompt includes what was cached, the candidates exclude what was thought.</summary>
internal static class GeminiUsage
{
    public static TokenUsage? Read(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return null;
        }

        long? prompt = null, reply = null, total = null;
        long cached = 0, thoughts = 0, toolPrompt = 0;
        while (reader.NextProperty())
        {
            if (reader.Is("promptTokenCount"u8))
            {
                prompt = reader.LongOrNull();
            }
            else if (reader.Is("candidatesTokenCount"u8))
            {
                reply = reader.LongOrNull();
            }
            else if (reader.Is("thoughtsTokenCount"u8))
            {
                thoughts = reader.LongOrNull() ?? thoughts;
            }
            else if (reader.Is("cachedContentTokenCount"u8))
            {
                cached = reader.LongOrNull() ?? cached;
            }
            else if (reader.Is("toolUsePromptTokenCount"u8))
            {
                toolPrompt = reader.LongOrNull() ?? toolPrompt;
            }
            else if (reader.Is("totalTokenCount"u8))
            {
                total = reader.LongOrNull();
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (prompt is not { } asked)
        {
            return null;
        }

        // A count of zero is left out; the total tells whether it is one.
        var input = asked + toolPrompt;
        var output = (reply ?? Math.Max(0, (total ?? 0) - input - thoughts)) + thoughts;
        return new TokenUsage(input, output, cached, thoughts);
    }
}
