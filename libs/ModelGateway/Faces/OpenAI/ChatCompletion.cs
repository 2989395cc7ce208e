using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>A reply in one piece: collects it, then writes the body of a chat completion.</summary>
internal sealed class ChatCompletion(IBufferWriter<byte> output, ReplyIdentity reply) : IReplyWriter
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly List<FunctionCallContent> _calls = [];
    private ReadOnlyMemory<byte> _original;
    private ChatFinishReason? _finish;

    public void Begin()
    {
        // Nothing is out before the end.
    }

    public void Write(in ModelDelta delta)
    {
        _original = delta.Original.IsEmpty ? _original : delta.Original;
        _text.Append(delta.Text);
        _reasoning.Append(delta.Reasoning?.Text);
        _finish = delta.FinishReason ?? _finish;
        if (delta.ToolCall is { } call)
        {
            _calls.Add(call);
        }
    }

    /// <summary>Writes the body: the provider's own, where it speaks this wire.</summary>
    public void End(GatewayReceipt receipt)
    {
        if (!_original.IsEmpty)
        {
            output.Write(_original.Span);
            return;
        }

        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        ChatJson.WriteHead(json, "chat.completion", reply);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        WriteMessage(json);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, ChatJson.FinishReason(_finish));
        json.WriteEndObject();
        json.WriteEndArray();
        ChatJson.WriteUsage(json, receipt);
        json.WriteEndObject();
    }

    public void Fail(ModelGatewayException failure) => throw failure;

    private void WriteMessage(Utf8JsonWriter json)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (_text.Length == 0 && _calls.Count > 0)
        {
            json.WriteNull("content"u8);
        }
        else
        {
            json.WriteString("content"u8, _text.ToString());
        }

        json.WriteNull("refusal"u8);
        if (_reasoning.Length > 0)
        {
            json.WriteString("reasoning_content"u8, _reasoning.ToString());
        }

        if (_calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in _calls)
            {
                ChatJson.WriteToolCall(json, call, index: null);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
