using System.Runtime.CompilerServices;
using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>
/// Answers in this process from the passages that came with the call, and from nothing else. Deterministic, free of charge, streamed in
/// word groups like the reply of any other model.
/// </summary>
internal sealed class LocalProvider : IModelProvider
{
    private const int WordsPerDelta = 4;

    public async IAsyncEnumerable<ModelDelta> StreamAsync(
        ModelDeployment deployment, ModelCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        var answer = LocalAnswer.To(call.Messages, call.Options.GetGrounding() ?? new Grounding { Language = "pt-BR" });
        foreach (var text in WordGroups(answer.Text))
        {
            ct.ThrowIfCancellationRequested();
            yield return new ModelDelta { Text = text };
        }

        await ValueTask.CompletedTask;
        yield return new ModelDelta
        {
            FinishReason = ChatFinishReason.Stop,
            Model = deployment.Model,
            QuotedSourceIds = answer.SourceIds,
            Usage = TokenEstimate.Of(call, answer.Text.Length),
        };
    }

    private static IEnumerable<string> WordGroups(string text)
    {
        var start = 0;
        var words = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i - 1] == ' ' && text[i] != ' ' && ++words == WordsPerDelta)
            {
                yield return text[start..i];
                start = i;
                words = 0;
            }
        }

        yield return text[start..];
    }
}
