using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>Tells Brazilian Portuguese from English (and from Spanish, its nearest look-alike) by function words and letters.</summary>
public static class LanguageDetector
{
    /// <summary>The tag of a text that gives no sign.</summary>
    public const string Undetermined = "und";

    private const int Portuguese = 0;
    private const int English = 1;
    private const int Spanish = 2;

    /// <summary>A lead this large over the runner-up is believed without looking at the conversation.</summary>
    private const int ClearLead = 2;

    private static readonly string[] Tags = ["pt-BR", "en", "es"];

    /// <summary>Detects the language of a message. Accepts any string and does not throw.</summary>
    /// <param name="text">The message.</param>
    /// <param name="recentTurns">What the same person wrote before, oldest first; asked when the message is too short.</param>
    /// <param name="hint">Returned when neither tells; null means <see cref="Undetermined"/>.</param>
    /// <returns><c>pt-BR</c>, <c>en</c>, <c>es</c>, the hint or <c>und</c>.</returns>
    public static string Detect(string text, IReadOnlyList<string> recentTurns, string? hint = null)
    {
        Span<int> votes = stackalloc int[Tags.Length];
        Vote(text, votes);
        var (own, lead) = Leader(votes);
        if (lead >= ClearLead)
        {
            return Tags[own];
        }

        for (var i = recentTurns.Count - 1; i >= Math.Max(0, recentTurns.Count - 3); i--)
        {
            Vote(recentTurns[i], votes);
        }

        var (leader, combinedLead) = Leader(votes);
        if (combinedLead >= ClearLead)
        {
            return Tags[leader];
        }

        return string.IsNullOrWhiteSpace(hint) ? combinedLead > 0 ? Tags[leader] : Undetermined : hint;
    }

    private static void Vote(string text, Span<int> votes)
    {
        using var tokens = TokenizedText.Rent(text);
        foreach (var token in tokens.Tokens)
        {
            if (token.Kind != TokenKind.Word)
            {
                continue;
            }

            var word = tokens.TextOf(token);
            if (FunctionWords.TryGet(word, out var language))
            {
                votes[(int)language] += 2;
            }
            else if (word.Length > 4)
            {
                votes[Portuguese] += FunctionWords.EndsLikePortuguese(word) ? 1 : 0;
                votes[English] += FunctionWords.EndsLikeEnglish(word) ? 1 : 0;
            }
        }

        foreach (var c in text.AsSpan(0, Math.Min(text.Length, TokenizedText.MaxLength)))
        {
            if (c < '\u0080')
            {
                continue;
            }

            votes[Portuguese] += c is 'ã' or 'õ' or 'ç' or 'ê' or 'ô' or 'â' or 'à' or 'Ã' or 'Õ' or 'Ç' or 'Ê' ? 2 : 0;
            votes[Portuguese] += c is 'á' or 'é' or 'í' or 'ó' or 'ú' ? 1 : 0;
            votes[Spanish] += c is 'ñ' or '¿' or '¡' ? 3 : c is 'á' or 'é' or 'í' or 'ó' or 'ú' ? 1 : 0;
        }
    }

    private static (int Language, int Lead) Leader(ReadOnlySpan<int> votes)
    {
        var best = votes[English] > votes[Portuguese] ? English : Portuguese;
        best = votes[Spanish] > votes[best] ? Spanish : best;
        var second = 0;
        for (var i = 0; i < votes.Length; i++)
        {
            second = i == best ? second : Math.Max(second, votes[i]);
        }

        return (best, votes[best] - second);
    }
}
