using System.Buffers;
using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>A reply in one piece: collects it, then writes the body of a message.</summary>
internal sealed class MessageReply(IBufferWriter<byte> output, ReplyIdentity reply) : IReplyWriter
{
    private readonly List<AIContent> _contents = [];
    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finish;
    private ReadOnlyMemory<byte> _original;

    public void Begin()
    {
        // Nothing is out before the end.
    }

    public void Write(in ModelDelta delta)
    {
        if (!delta.Original.IsEmpty)
        {
            _original = delta.Original;
            return;
        }

        if (delta.Text is { } text)
        {
            _text.Append(text);
        }

        if (delta.Reasoning is { } thought)
        {
            AddThought(thought);
        }

        if (delta.ToolCall is { } call)
        {
            CloseText();
            _contents.Add(call);
        }

        _finish = delta.FinishReason ?? _finish;
    }

    /// <summary>Writes the body: the provider's own, where it speaks this wire.</summary>
    public void End(GatewayReceipt receipt)
    {
        if (!_original.IsEmpty)
        {
            output.Write(_original.Span);
            return;
        }

        CloseText();
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        json.WriteStartObject();
        MessageJson.WriteHead(json, reply);
        json.WriteStartArray("content"u8);
        foreach (var content in _contents)
        {
            WriteBlock(json, content);
        }

        json.WriteEndArray();
        json.WriteString("stop_reason"u8, MessageJson.StopReason(_finish));
        json.WriteNull("stop_sequence"u8);
        MessageJson.WriteUsage(json, receipt);
        json.WriteEndObject();
    }

    public void Fail(ModelGatewayException failure) => throw failure;

    private void CloseText()
    {
        if (_text.Length > 0)
        {
            _contents.Add(new TextContent(_text.ToString()));
            _text.Clear();
        }
    }

    /// <summary>Pieces of one thought are one block, sealed by the signature that comes last.</summary>
    private void AddThought(TextReasoningContent thought)
    {
        CloseText();
        if (_contents is [.., TextReasoningContent { ProtectedData: null } open])
        {
            open.Text += thought.Text;
            open.ProtectedData = thought.ProtectedData;
        }
        else
        {
            _contents.Add(new TextReasoningContent(thought.Text) { ProtectedData = thought.ProtectedData });
        }
    }

    private static void WriteBlock(Utf8JsonWriter json, AIContent content)
    {
        json.WriteStartObject();
        switch (content)
        {
            case TextReasoningContent thought:
                json.WriteString("type"u8, "thinking"u8);
                json.WriteString("thinking"u8, thought.Text);
                json.WriteString("signature"u8, thought.ProtectedData ?? "");
                break;
            case FunctionCallContent call:
                json.WriteString("type"u8, "tool_use"u8);
                json.WriteString("id"u8, call.CallId);
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("input"u8);
                json.WriteRawValue(ToolValues.ArgumentsText(call), skipInputValidation: true);
                break;
            case TextContent text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                break;
        }

        json.WriteEndObject();
    }
}
