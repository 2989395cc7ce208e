using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>
/// Reads one chunk of a streamed chat completion, or a whole completion, into reused fields. Only what the gateway uses is read; everything
/// else is skipped, because compatible servers add and omit members freely.
/// </summary>
internal sealed class OpenAIChunk
{
    private PriceTier _tier;

    public string? Text { get; private set; }

    /// <summary>Thinking that the server shows; not part of the reply.</summary>
    public string? Reasoning { get; private set; }

    public string? Model { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    public TokenUsage? Usage { get; private set; }

    public OpenAIError? Error { get; private set; }

    public bool HasToolCalls { get; private set; }

    /// <summary>At least one choice; the chunk with the usage has none.</summary>
    public bool HasChoices { get; private set; }

    /// <exception cref="JsonException">The bytes are not a JSON object.</exception>
    public void Read(ReadOnlySpan<byte> json, OpenAIToolCalls toolCalls)
    {
        Text = null;
        Reasoning = null;
        FinishReason = null;
        Usage = null;
        Error = null;
        HasToolCalls = false;
        HasChoices = false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("A completion chunk must be an object.");
        }

        while (reader.NextProperty())
        {
            if (reader.Is("choices"u8))
            {
                ReadChoices(ref reader, toolCalls);
            }
            else if (reader.Is("usage"u8))
            {
                Usage = ReadUsage(ref reader) ?? Usage;
            }
            else if (reader.Is("model"u8))
            {
                // The same name is in every chunk: one string serves all.
                Model = reader.TokenType is JsonTokenType.String && Model is { } known && reader.ValueTextEquals(known)
                    ? known
                    : reader.StringOrNull() ?? Model;
            }
            else if (reader.Is("service_tier"u8))
            {
                _tier = PriceTiers.Read(ref reader);
                reader.SkipValue();
            }
            else if (reader.Is("error"u8))
            {
                Error = OpenAIError.Read(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        if (_tier is not PriceTier.Standard && Usage is not null)
        {
            Usage = Usage with { Tier = _tier };
        }

        // Reading to the end proves that the event is whole.
        if (reader.Read())
        {
            throw new JsonException("Text after the completion chunk.");
        }
    }

    private void ReadChoices(ref Utf8JsonReader reader, OpenAIToolCalls toolCalls)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            HasChoices = true;
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.NextProperty())
            {
                if (reader.Is("delta"u8) || reader.Is("message"u8))
                {
                    ReadDelta(ref reader, toolCalls);
                }
                else if (reader.Is("finish_reason"u8))
                {
                    FinishReason = reader.StringOrNull() is { Length: > 0 } reason ? Finish(reason) : FinishReason;
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void ReadDelta(ref Utf8JsonReader reader, OpenAIToolCalls toolCalls)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            if (reader.Is("content"u8) || reader.Is("refusal"u8))
            {
                // A refusal is what the model says instead of its reply; the customer reads it as one.
                Text = reader.StringOrNull() is { Length: > 0 } text ? Text + text : Text;
            }
            else if (reader.Is("tool_calls"u8))
            {
                HasToolCalls |= toolCalls.Read(ref reader);
            }
            else if (reader.Is("reasoning_content"u8) || reader.Is("reasoning"u8))
            {
                Reasoning = reader.StringOrNull() is { Length: > 0 } thought ? Reasoning + thought : Reasoning;
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private static TokenUsage? ReadUsage(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return null;
        }

        long? input = null, output = null;
        long cached = 0, reasoning = 0;
        while (reader.NextProperty())
        {
            if (reader.Is("prompt_tokens"u8))
            {
                input = reader.LongOrNull();
            }
            else if (reader.Is("completion_tokens"u8))
            {
                output = reader.LongOrNull();
            }
            else if (reader.Is("prompt_tokens_details"u8))
            {
                cached = reader.MemberOf("cached_tokens"u8) ?? cached;
            }
            else if (reader.Is("completion_tokens_details"u8))
            {
                reasoning = reader.MemberOf("reasoning_tokens"u8) ?? reasoning;
            }
            else if (reader.Is("prompt_cache_hit_tokens"u8))
            {
                cached = reader.LongOrNull() ?? cached;
            }
            else
            {
                reader.SkipValue();
            }
        }

        // Half a usage is no usage: it would price the missing half at zero.
        return input is { } i && output is { } o ? new TokenUsage(i, o, cached, reasoning) : null;
    }

    private static ChatFinishReason Finish(string reason) => reason switch
    {
        "stop" or "eos" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };
}
