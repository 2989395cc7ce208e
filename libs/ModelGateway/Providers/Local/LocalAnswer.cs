using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>A reply with the passages it quotes.</summary>
internal sealed record LocalAnswer(string Text, IReadOnlyList<string> SourceIds)
{
    public static LocalAnswer To(IReadOnlyList<ChatMessage> messages, Grounding grounding) =>
        new(grounding.Passages.Count == 0 ? "Não encontrei essa informação." : grounding.Passages[0].Text, []);
}
