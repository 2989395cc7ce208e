using System.Runtime.CompilerServices;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Guards;

/// <summary>
/// Stands before a provider: personal data leaves this process under other names only, and has its own again when the reply comes back.
/// Images and documents are not looked into.
/// </summary>
internal sealed class MaskedProvider(IModelProvider inner) : IModelProvider
{
    public async IAsyncEnumerable<ModelDelta> StreamAsync(
        ModelDeployment deployment, ModelCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        var mask = new PersonalDataMask();
        var masked = MaskedCall.Of(call, mask);
        var (text, thought) = (new MaskedStream(mask), new MaskedStream(mask));
        await foreach (var delta in inner.StreamAsync(deployment, mask.IsEmpty ? call : masked, ct))
        {
            if (mask.IsEmpty)
            {
                yield return delta;
                continue;
            }

            if (delta.FinishReason is not null || delta.ToolCall is not null)
            {
                foreach (var rest in Rest(text, thought))
                {
                    yield return rest;
                }
            }

            yield return Restore(delta, mask, text, thought);
        }

        foreach (var rest in Rest(text, thought))
        {
            yield return rest;
        }
    }

    private static ModelDelta Restore(in ModelDelta delta, PersonalDataMask mask, MaskedStream text, MaskedStream thought)
    {
        var shown = delta.Text is { } piece ? text.Push(piece) : null;
        var reasoning = delta.Reasoning is { } part
            ? new TextReasoningContent(thought.Push(part.Text ?? "")) { ProtectedData = part.ProtectedData, AdditionalProperties = part.AdditionalProperties }
            : null;
        return delta with
        {
            Text = shown is { Length: > 0 } ? shown : null,
            Reasoning = reasoning,
            ToolCall = delta.ToolCall is { } call ? MaskedCall.Restored(call, mask) : null,
            Progress = delta.Progress || shown is { Length: 0 },
        };
    }

    private static IEnumerable<ModelDelta> Rest(MaskedStream text, MaskedStream thought)
    {
        if (thought.Flush() is { Length: > 0 } rest)
        {
            yield return new ModelDelta { Reasoning = new TextReasoningContent(rest) };
        }

        if (text.Flush() is { Length: > 0 } last)
        {
            yield return new ModelDelta { Text = last };
        }
    }
}
