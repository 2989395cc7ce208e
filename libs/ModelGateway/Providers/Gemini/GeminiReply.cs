using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Folds the pieces of one reply into deltas and knows whether the reply is whole.</summary>
internal sealed class GeminiReply : IWireReply
{
    private readonly GeminiChunk _chunk = new();
    private ChatFinishReason? _finish;
    private bool _called;

    /// <summary>What the last piece said; reused by the next one.</summary>
    public List<ModelDelta> Deltas { get; } = new(2);

    /// <summary>Never: this wire ends with its stream.</summary>
    public bool Done => false;

    /// <summary>Whoever ignores <c>alt=sse</c> sends the same pieces as one array.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Json, bool CutOff)> Split(ReadOnlyMemory<byte> whole) => GeminiArray.Split(whole);

    /// <param name="data">One piece.</param>
    /// <param name="cutOff">The stream ended inside this piece.</param>
    /// <exception cref="ProviderException">The piece is an error, a refusal or no piece of a reply.</exception>
    public void Read(ReadOnlySpan<byte> data, bool cutOff)
    {
        Deltas.Clear();

        // The protocol has no end mark, but proxies in between add the usual one.
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        try
        {
            _chunk.Read(data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new ProviderException(cutOff
                ? new ModelFailure(FailureClass.Truncated, "the stream ended inside an event") { Exception = exception }
                : new ModelFailure(FailureClass.Malformed, "an event of the stream is no piece of a reply") { Exception = exception });
        }

        if (_chunk.Error is { } error)
        {
            throw new ProviderException(GeminiFailures.InStream(error));
        }

        if (_chunk.BlockReason is { } reason)
        {
            throw new ProviderException(new ModelFailure(FailureClass.ContentPolicy, $"the provider refused the prompt ({reason})"));
        }

        Collect();
    }

    /// <summary>The reply is whole when it gave a reason for its end.</summary>
    /// <exception cref="ProviderException">The reply was cut.</exception>
    public void EnsureFinished()
    {
        if (_finish is null)
        {
            throw new ProviderException(new ModelFailure(FailureClass.Truncated, "the stream ended without a finish reason"));
        }
    }

    private void Collect()
    {
        foreach (var part in _chunk.Parts)
        {
            Add(part);
        }

        if (_chunk.FinishReason is { Length: > 0 } reason && FinishOf(reason) is { } finish && finish != _finish)
        {
            _finish = finish;
            Deltas.Add(new ModelDelta { FinishReason = finish, Usage = _chunk.Usage, Model = _chunk.Model });
        }
        else if (Deltas.Count > 0)
        {
            Deltas[^1] = Deltas[^1] with { Usage = _chunk.Usage, Model = _chunk.Model };
        }
        else
        {
            Deltas.Add(new ModelDelta { Usage = _chunk.Usage, Model = _chunk.Model, Progress = true });
        }
    }

    private void Add(in GeminiPart part)
    {
        if (part.Call is not null)
        {
            _called = true;
            Deltas.Add(new ModelDelta { ToolCall = part.Call });
            return;
        }

        var hasText = part.Text is { Length: > 0 };
        if (hasText && !part.IsThought)
        {
            Deltas.Add(new ModelDelta { Text = part.Text });
        }

        // The signature of a text follows it; that of a thought goes with it.
        if (part.Signature is not null || (hasText && part.IsThought))
        {
            Deltas.Add(new ModelDelta { Reasoning = GeminiSeal.Thought(part.IsThought ? part.Text : null, part.Signature) });
        }
    }

    private ChatFinishReason? FinishOf(string reason) => reason switch
    {
        "FINISH_REASON_UNSPECIFIED" => null,
        // This wire has no word of its own for a reply that ends with calls.
        "STOP" => _called ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "RECITATION" or "LANGUAGE" or "MODEL_ARMOR" =>
            ChatFinishReason.ContentFilter,
        _ when reason.StartsWith("IMAGE_", StringComparison.Ordinal) => ChatFinishReason.ContentFilter,
        "MALFORMED_FUNCTION_CALL" or "MALFORMED_RESPONSE" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS"
            or "MISSING_THOUGHT_SIGNATURE" => throw new ProviderException(GeminiFailures.Spoiled(reason, _chunk.FinishMessage)),
        _ => new ChatFinishReason(reason.ToLowerInvariant()),
    };
}
