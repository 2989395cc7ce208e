using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Folds the events of one reply into deltas and knows whether the reply is whole.</summary>
internal sealed class AnthropicReply(AnthropicPlan plan) : IWireReply
{
    private readonly AnthropicEvent _event = new();
    private readonly List<AnthropicOpenBlock> _open = [];
    private bool _called;
    private bool _finished;

    /// <summary>What the last event said; reused by the next one.</summary>
    public List<ModelDelta> Deltas { get; } = new(1);

    /// <summary>True after <c>message_stop</c>.</summary>
    public bool Done { get; private set; }

    /// <param name="data">One event, or a whole message.</param>
    /// <param name="cutOff">The stream ended inside this event.</param>
    /// <exception cref="ProviderException">The event is an error or cannot be read.</exception>
    public void Read(ReadOnlySpan<byte> data, bool cutOff)
    {
        Deltas.Clear();
        if (data.IsEmpty)
        {
            return;
        }

        Parse(_event, data, cutOff);
        Fold();
    }

    /// <summary>Missing <c>message_stop</c> after a stop reason is fine; a missing stop reason is not.</summary>
    /// <exception cref="ProviderException">The reply was cut.</exception>
    public void EnsureFinished()
    {
        if (!_finished)
        {
            throw Cut();
        }
    }

    /// <summary>Reads one event.</summary>
    /// <exception cref="ProviderException">It is an error or cannot be read.</exception>
    internal static void Parse(AnthropicEvent into, ReadOnlySpan<byte> data, bool cutOff)
    {
        try
        {
            into.Read(data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new ProviderException(cutOff
                ? new ModelFailure(FailureClass.Truncated, "the stream ended inside an event") { Exception = exception }
                : new ModelFailure(FailureClass.Malformed, "an event of the stream cannot be read") { Exception = exception });
        }

        if (into.Error is { } error)
        {
            throw new ProviderException(AnthropicFailures.InStream(error));
        }
    }

    /// <param name="reason">The wire's word.</param>
    /// <param name="called">The reply has tool calls.</param>
    internal static ChatFinishReason FinishOf(string reason, bool called) => reason switch
    {
        "end_turn" or "stop_sequence" or "pause_turn" => ChatFinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" => called ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    internal static ProviderException Cut() =>
        new(new ModelFailure(FailureClass.Truncated, "the stream ended without a stop reason"));

    private void Fold()
    {
        switch (_event.Kind)
        {
            case AnthropicEventKind.BlockStart:
                Start(_event.Index, _event.Part);
                break;
            case AnthropicEventKind.BlockDelta:
                Continue(_event.Index, _event.Part);
                break;
            case AnthropicEventKind.BlockStop:
                Stop(_event.Index);
                break;
            case AnthropicEventKind.MessageDelta when _event.StopReason is { } reason:
                Finish(reason);
                break;
            case AnthropicEventKind.MessageStop:
                Done = true;
                break;
            case AnthropicEventKind.Ping when _open.Exists(block => block.Kind is AnthropicPartKind.Thinking):
                // Thinking that is not shown makes no other sound.
                Deltas.Add(new ModelDelta { Progress = true });
                break;
            case AnthropicEventKind.Message:
                for (var i = 0; i < _event.Blocks.Count; i++)
                {
                    Start(i, _event.Blocks[i]);
                    Stop(i);
                }

                Finish(_event.StopReason ?? "end_turn");
                Done = true;
                break;
        }
    }

    private void Start(long index, AnthropicPart part)
    {
        var block = new AnthropicOpenBlock(index, part)
        {
            IsReply = part.Kind is AnthropicPartKind.ToolUse && part.Name == plan.ReplyTool,
        };
        _open.Add(block);
        Deltas.Add(new ModelDelta { Progress = true, Model = _event.Model, Usage = _event.Usage.Total });
        if (part.Kind is AnthropicPartKind.Redacted && part.Seal is { } sealedThinking)
        {
            Think("", AnthropicSeal.OfRedacted(plan.Deployment.Model, sealedThinking));
        }

        Continue(index, part);
        if (part is { Kind: AnthropicPartKind.Thinking, Seal.Length: > 0 })
        {
            block.Seal.Append(part.Seal);
        }
    }

    private void Continue(long index, AnthropicPart part)
    {
        var block = _open.Find(open => open.Index == index);
        switch (part.Kind)
        {
            case AnthropicPartKind.Text when part.Text is { Length: > 0 } text:
                Deltas.Add(new ModelDelta { Text = text });
                break;
            case AnthropicPartKind.Thinking when part.Text is { Length: > 0 } thought:
                Think(thought, seal: null);
                break;
            case AnthropicPartKind.Signature:
                block?.Seal.Append(part.Seal);
                break;
            case AnthropicPartKind.ToolInput when block is { Kind: AnthropicPartKind.ToolUse } && part.Text is { Length: > 0 } fragment:
                AddInput(block, fragment);
                break;
        }
    }

    private void AddInput(AnthropicOpenBlock block, string fragment)
    {
        var streams = block.IsReply && !plan.ReplyIsWrapped;
        block.HasInput = true;
        if (!streams)
        {
            block.Input.Append(fragment);
        }

        Deltas.Add(streams ? new ModelDelta { Text = fragment } : new ModelDelta { Progress = true });
    }

    private void Stop(long index)
    {
        if (_open.Find(open => open.Index == index) is not { } block)
        {
            return;
        }

        _open.Remove(block);
        if (block.Kind is AnthropicPartKind.Thinking && block.Seal.Length > 0)
        {
            // The seal comes last, so that pieces joined to one content carry it.
            Think("", AnthropicSeal.OfThinking(plan.Deployment.Model, block.Seal.ToString()));
        }
        else if (block.IsReply)
        {
            // Whatever of it did not stream.
            if (plan.ReplyIsWrapped || !block.HasInput)
            {
                Deltas.Add(new ModelDelta { Text = plan.ReplyIsWrapped ? block.UnwrappedInput() : block.WholeInput });
            }
        }
        else if (block.Kind is AnthropicPartKind.ToolUse)
        {
            _called = true;
            var name = plan.ToolNames.Own(block.Name ?? "");
            Deltas.Add(new ModelDelta { ToolCall = ToolValues.Call(block.Id ?? "", name, block.WholeInput) });
        }
    }

    private void Think(string text, string? seal) =>
        Deltas.Add(new ModelDelta { Reasoning = new TextReasoningContent(text) { ProtectedData = seal } });

    private void Finish(string reason)
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        Deltas.Add(new ModelDelta
        {
            FinishReason = FinishOf(reason, _called),
            Usage = _event.Usage.Total,
            Model = _event.Model,
        });
    }
}
