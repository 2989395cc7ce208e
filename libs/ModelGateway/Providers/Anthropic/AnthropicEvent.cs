using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Kinds of events.</summary>
internal enum AnthropicEventKind
{
    /// <summary>An event that came after this was written; to be passed over.</summary>
    Other,
    Ping,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Error,

    /// <summary>No event but a whole message, from a server that does not stream.</summary>
    Message,
}

/// <summary>
/// Reads one event of a streamed message into reused fields. The name in the event's own field says nothing that its data does not say too.
/// </summary>
internal sealed class AnthropicEvent
{
    private readonly AnthropicUsage _usage = new();

    public AnthropicEventKind Kind { get; private set; }

    /// <summary>Number of the content block.</summary>
    public long Index { get; private set; }

    /// <summary>The block, its next piece, or the end of the message.</summary>
    public AnthropicPart Part { get; } = new();

    /// <summary>Blocks of a whole message.</summary>
    public List<AnthropicPart> Blocks { get; } = [];

    public string? Model { get; private set; }

    /// <summary>Why the message ended.</summary>
    public string? StopReason { get; private set; }

    public AnthropicError? Error { get; private set; }

    /// <summary>Everything counted so far.</summary>
    public AnthropicUsage Usage => _usage;

    /// <exception cref="JsonException">The bytes are not a JSON object.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        Kind = AnthropicEventKind.Other;
        StopReason = null;
        Error = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("An event must be an object.");
        }

        ReadMembers(ref reader);

        // Reading to the end proves that the event is whole.
        if (reader.Read())
        {
            throw new JsonException("Text after the event.");
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.NextProperty())
        {
            if (reader.Is("type"u8))
            {
                Kind = ReadKind(ref reader);
            }
            else if (reader.Is("index"u8))
            {
                Index = reader.LongOrNull() ?? 0;
            }
            else if (reader.Is("content_block"u8) || reader.Is("delta"u8))
            {
                Part.Read(ref reader);
                StopReason = Part.StopReason;
            }
            else if (reader.Is("message"u8))
            {
                if (reader.EnterObject())
                {
                    ReadMembers(ref reader, Kind);
                }
            }
            else if (reader.Is("usage"u8))
            {
                _usage.Read(ref reader);
            }
            else if (reader.Is("model"u8))
            {
                Model = reader.StringOrNull() ?? Model;
            }
            else if (reader.Is("content"u8))
            {
                ReadBlocks(ref reader);
            }
            else if (reader.Is("stop_reason"u8))
            {
                StopReason = reader.StringOrNull();
            }
            else if (reader.Is("error"u8))
            {
                Error = AnthropicError.Read(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    // The message inside its first event has a type of its own, which must not hide the event's.
    private void ReadMembers(ref Utf8JsonReader reader, AnthropicEventKind outer)
    {
        ReadMembers(ref reader);
        Kind = outer;
    }

    private void ReadBlocks(ref Utf8JsonReader reader)
    {
        Blocks.Clear();
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            var block = new AnthropicPart();
            block.Read(ref reader);
            Blocks.Add(block);
        }
    }

    private static AnthropicEventKind ReadKind(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return AnthropicEventKind.Other;
        }

        return reader switch
        {
            _ when reader.ValueTextEquals("content_block_delta"u8) => AnthropicEventKind.BlockDelta,
            _ when reader.ValueTextEquals("content_block_start"u8) => AnthropicEventKind.BlockStart,
            _ when reader.ValueTextEquals("content_block_stop"u8) => AnthropicEventKind.BlockStop,
            _ when reader.ValueTextEquals("message_start"u8) => AnthropicEventKind.MessageStart,
            _ when reader.ValueTextEquals("message_delta"u8) => AnthropicEventKind.MessageDelta,
            _ when reader.ValueTextEquals("message_stop"u8) => AnthropicEventKind.MessageStop,
            _ when reader.ValueTextEquals("ping"u8) => AnthropicEventKind.Ping,
            _ when reader.ValueTextEquals("error"u8) => AnthropicEventKind.Error,
            _ when reader.ValueTextEquals("message"u8) => AnthropicEventKind.Message,
            _ => AnthropicEventKind.Other,
        };
    }
}
