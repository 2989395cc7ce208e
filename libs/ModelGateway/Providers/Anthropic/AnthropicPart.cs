using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Kinds of content blocks and of the pieces they come in.</summary>
internal enum AnthropicPartKind
{
    /// <summary>Nothing that the gateway knows: tools of the provider's own, citations, what comes next.</summary>
    Other,
    Text,
    Thinking,
    Signature,
    Redacted,
    ToolUse,
    ToolInput,
}

/// <summary>One content block, or one piece of it; reused by the events of a stream.</summary>
internal sealed class AnthropicPart
{
    public AnthropicPartKind Kind { get; private set; }

    /// <summary>Text, thinking, or a fragment of a tool's input.</summary>
    public string? Text { get; private set; }

    /// <summary>Seal of a thinking block, or the sealed thinking itself.</summary>
    public string? Seal { get; private set; }

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Input that is already whole; null or an empty object in a stream.</summary>
    public string? Input { get; private set; }

    public string? StopReason { get; private set; }

    public void Read(ref Utf8JsonReader reader)
    {
        Kind = AnthropicPartKind.Other;
        Text = Seal = Id = Name = Input = StopReason = null;
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            if (reader.Is("type"u8))
            {
                Kind = ReadKind(ref reader);
            }
            else if (reader.Is("text"u8) || reader.Is("thinking"u8) || reader.Is("partial_json"u8))
            {
                Text = reader.StringOrNull();
            }
            else if (reader.Is("signature"u8) || reader.Is("data"u8))
            {
                Seal = reader.StringOrNull();
            }
            else if (reader.Is("id"u8))
            {
                Id = reader.StringOrNull();
            }
            else if (reader.Is("name"u8))
            {
                Name = reader.StringOrNull();
            }
            else if (reader.Is("input"u8))
            {
                using var input = JsonDocument.ParseValue(ref reader);
                Input = input.RootElement.GetRawText();
            }
            else if (reader.Is("stop_reason"u8))
            {
                StopReason = reader.StringOrNull();
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private static AnthropicPartKind ReadKind(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return AnthropicPartKind.Other;
        }

        return reader switch
        {
            _ when reader.ValueTextEquals("text_delta"u8) || reader.ValueTextEquals("text"u8) => AnthropicPartKind.Text,
            _ when reader.ValueTextEquals("input_json_delta"u8) => AnthropicPartKind.ToolInput,
            _ when reader.ValueTextEquals("thinking_delta"u8) || reader.ValueTextEquals("thinking"u8) => AnthropicPartKind.Thinking,
            _ when reader.ValueTextEquals("signature_delta"u8) => AnthropicPartKind.Signature,
            _ when reader.ValueTextEquals("tool_use"u8) => AnthropicPartKind.ToolUse,
            _ when reader.ValueTextEquals("redacted_thinking"u8) => AnthropicPartKind.Redacted,
            _ => AnthropicPartKind.Other,
        };
    }
}
