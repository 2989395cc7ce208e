using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>
/// Writes a reply as the events of Anthropic's stream: <c>message_start</c>, for each block a start, its deltas and a stop,
/// <c>message_delta</c> with the reason and the usage, <c>message_stop</c>. There is no <c>[DONE]</c>.
/// </summary>
internal sealed class MessageStreamWriter(IBufferWriter<byte> output, ReplyIdentity reply) : IReplyWriter
{
    private enum Block
    {
        None,
        Text,
        Thinking,
    }

    private Block _open;
    private bool _begun;
    private bool _relayed;
    private int _index = -1;
    private ChatFinishReason? _finish;

    public void Begin()
    {
        // The first piece says whose it is.
    }

    private void StartMessage() => WriteEvent("message_start"u8, json =>
    {
        json.WriteStartObject("message"u8);
        MessageJson.WriteHead(json, reply);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, 0);
        json.WriteNumber("output_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public void Write(in ModelDelta delta)
    {
        if (!delta.Original.IsEmpty)
        {
            _relayed = true;
            Relay(delta.Original.Span);
            return;
        }

        if (!_begun)
        {
            _begun = true;
            StartMessage();
        }

        if (delta.Reasoning is { } thought)
        {
            WriteThought(thought);
        }

        if (delta.Text is { } text)
        {
            Open(Block.Text, json =>
            {
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, ""u8);
            });
            WriteDelta("text_delta", "text", text);
        }

        if (delta.ToolCall is { } call)
        {
            WriteToolCall(call);
        }

        _finish = delta.FinishReason ?? _finish;
    }

    public void End(GatewayReceipt receipt)
    {
        if (_relayed)
        {
            return;
        }

        Close();
        WriteEvent("message_delta"u8, json =>
        {
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, MessageJson.StopReason(_finish));
            json.WriteNull("stop_sequence"u8);
            json.WriteEndObject();
            MessageJson.WriteUsage(json, receipt);
        });
        WriteEvent("message_stop"u8, static _ => { });
    }

    /// <summary>The reply broke off: an error event and nothing after it.</summary>
    public void Fail(ModelGatewayException failure)
    {
        output.Write("event: error\ndata: "u8);
        AnthropicFailure.Of(failure).Write(output);
        output.Write("\n\n"u8);
    }

    /// <summary>One of the provider's own events; its name is the type that its data says.</summary>
    private void Relay(ReadOnlySpan<byte> data)
    {
        output.Write("event: "u8);
        output.Write(TypeOf(data));
        output.Write("\n"u8);
        EventLines.Write(output, data);
    }

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (reader.NextProperty())
        {
            if (reader.Is("type"u8) && reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped)
            {
                return reader.ValueSpan;
            }

            reader.SkipValue();
        }

        return "message"u8;
    }

    private void WriteThought(TextReasoningContent thought)
    {
        Open(Block.Thinking, json =>
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, ""u8);
            json.WriteString("signature"u8, ""u8);
        });
        if (thought.Text is { Length: > 0 } text)
        {
            WriteDelta("thinking_delta", "thinking", text);
        }

        if (thought.ProtectedData is { } seal)
        {
            WriteDelta("signature_delta", "signature", seal);
            Close();
        }
    }

    private void WriteToolCall(FunctionCallContent call)
    {
        Close();
        Start(json =>
        {
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, call.CallId);
            json.WriteString("name"u8, call.Name);
            json.WriteStartObject("input"u8);
            json.WriteEndObject();
        });
        WriteDelta("input_json_delta", "partial_json", ToolValues.ArgumentsText(call));
        Stop();
    }

    private void Open(Block kind, Action<Utf8JsonWriter> block)
    {
        if (_open == kind)
        {
            return;
        }

        Close();
        Start(block);
        _open = kind;
    }

    private void Close()
    {
        if (_open is not Block.None)
        {
            Stop();
            _open = Block.None;
        }
    }

    private void Start(Action<Utf8JsonWriter> block)
    {
        _index++;
        WriteEvent("content_block_start"u8, json =>
        {
            json.WriteNumber("index"u8, _index);
            json.WriteStartObject("content_block"u8);
            block(json);
            json.WriteEndObject();
        });
    }

    private void Stop() => WriteEvent("content_block_stop"u8, json => json.WriteNumber("index"u8, _index));

    private void WriteDelta(string type, string member, string text) => WriteEvent("content_block_delta"u8, json =>
    {
        json.WriteNumber("index"u8, _index);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        json.WriteString(member, text);
        json.WriteEndObject();
    });

    private void WriteEvent(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members)
    {
        output.Write("event: "u8);
        output.Write(name);
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output, ChatJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, name);
            members(json);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
