using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>A reply in one piece: collects it, then writes the response object.</summary>
internal sealed class ResponseReply(IBufferWriter<byte> output, ReplyIdentity reply) : IReplyWriter
{
    private readonly ResponseItems _items = new(reply.CallId);

    public void Begin()
    {
        // Nothing is out before the end.
    }

    public void Write(in ModelDelta delta)
    {
        if (delta.Reasoning is { } thought)
        {
            var item = Grow(ItemKind.Reasoning);
            item.Text.Append(thought.Text);
            item.Sealed = thought.ProtectedData ?? item.Sealed;
        }

        if (delta.Text is { } text)
        {
            Grow(ItemKind.Message).Text.Append(text);
        }

        if (delta.ToolCall is { } call)
        {
            Close();
            _items.Add(ItemKind.FunctionCall, call).Done = true;
        }

        _items.Finish = delta.FinishReason ?? _items.Finish;
    }

    public void End(GatewayReceipt receipt)
    {
        Close();
        var (status, reason) = _items.Ending;
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        ResponseJson.WriteResponse(json, reply, status, _items.All, reason, receipt);
    }

    public void Fail(ModelGatewayException failure) => throw failure;

    private ResponseItem Grow(ItemKind kind)
    {
        if (_items.Open is { } open && open.Kind == kind)
        {
            return open;
        }

        Close();
        return _items.Add(kind);
    }

    private void Close()
    {
        if (_items.Open is { } open)
        {
            open.Done = true;
        }
    }
}
