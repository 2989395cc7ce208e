using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Folds the events of one reply into deltas and knows whether the reply is whole.</summary>
/// <param name="verbatim">The caller speaks this wire: each event becomes one delta that carries its bytes.</param>
internal sealed class OpenAIReply(bool verbatim = false) : IWireReply
{
    private readonly OpenAIChunk _chunk = new();
    private readonly OpenAIToolCalls _toolCalls = new();
    private bool _finished;

    /// <summary>What the last event said; reused by the next one.</summary>
    public List<ModelDelta> Deltas { get; } = new(1);

    /// <summary>True after <c>[DONE]</c>.</summary>
    public bool Done { get; private set; }

    /// <param name="data">One event.</param>
    /// <param name="cutOff">The stream ended inside this event.</param>
    /// <exception cref="ProviderException">The event is an error or no completion chunk.</exception>
    public void Read(ReadOnlySpan<byte> data, bool cutOff)
    {
        Deltas.Clear();
        if (data.SequenceEqual("[DONE]"u8))
        {
            Done = true;
            return;
        }

        if (data.IsEmpty)
        {
            return;
        }

        try
        {
            _chunk.Read(data, _toolCalls);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new ProviderException(cutOff
                ? new ModelFailure(FailureClass.Truncated, "the stream ended inside an event") { Exception = exception }
                : new ModelFailure(FailureClass.Malformed, "an event of the stream is not a completion chunk") { Exception = exception });
        }

        if (_chunk.Error is { } error)
        {
            throw new ProviderException(OpenAIFailures.InStream(error));
        }

        if (verbatim)
        {
            Relay(data);
        }
        else
        {
            Collect();
        }
    }

    /// <summary>Missing <c>[DONE]</c> after a finish reason is fine; a missing finish reason is not.</summary>
    /// <exception cref="ProviderException">The reply was cut.</exception>
    public void EnsureFinished()
    {
        if (!_finished)
        {
            throw new ProviderException(new ModelFailure(FailureClass.Truncated, "the stream ended without a finish reason"));
        }
    }

    private void Relay(ReadOnlySpan<byte> data)
    {
        _finished |= _chunk.FinishReason is not null;
        Deltas.Add(new ModelDelta
        {
            // The buffer is used again for the next event, and a piece may be held back until the reply is sure to come.
            Original = data.ToArray(),
            Text = _chunk.Text,
            FinishReason = _chunk.FinishReason,
            Usage = _chunk.Usage,
            UsageOnly = _chunk.Usage is not null && !_chunk.HasChoices,
            Model = _chunk.Model,
            Progress = _chunk.HasToolCalls,
        });
    }

    private void Collect()
    {
        var finish = _chunk.FinishReason;
        if (finish is not null && !_finished)
        {
            _finished = true;
            if (_toolCalls.Count > 0 && finish == ChatFinishReason.Stop)
            {
                finish = ChatFinishReason.ToolCalls;
            }

            if (_chunk.Reasoning is { } thought)
            {
                Deltas.Add(new ModelDelta { Reasoning = new TextReasoningContent(thought) });
            }

            if (_chunk.Text is { } last)
            {
                Deltas.Add(new ModelDelta { Text = last });
            }

            foreach (var call in _toolCalls.Take())
            {
                Deltas.Add(new ModelDelta { ToolCall = call });
            }

            Deltas.Add(new ModelDelta { FinishReason = finish, Usage = _chunk.Usage, Model = _chunk.Model });
        }
        else if (_chunk.Text is not null || _chunk.Usage is not null || _chunk.Reasoning is not null || _chunk.HasToolCalls)
        {
            Deltas.Add(new ModelDelta
            {
                Text = _chunk.Text,
                Reasoning = _chunk.Reasoning is { } thought ? new TextReasoningContent(thought) : null,
                Usage = _chunk.Usage,
                Model = _chunk.Model,
                Progress = _chunk.HasToolCalls,
            });
        }
    }
}
