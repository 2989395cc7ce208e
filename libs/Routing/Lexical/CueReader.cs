using System.Buffers;
using Agentes.Routing.Text;

namespace Agentes.Routing.Lexical;

/// <summary>Scores a tokenized message by the cues of a lexicon, clause by clause; allocates nothing but the names it is asked for.</summary>
internal sealed class CueReader(Lexicon lexicon)
{
    private const int ReportedCues = 3;
    private const int ShortestClause = 4;

    /// <summary>Words from which on a message likely holds several requests. Portuguese uses more words for the same.</summary>
    private const int LongMessage = 30;
    private const int LongMessageInPortuguese = 46;

    private readonly Cue[] _cues = [.. lexicon.Cues];

    /// <summary>Number of flags that <see cref="Score"/> writes.</summary>
    public int CueCount => _cues.Length;

    public static int LongMessageIn(string? language) =>
        language?.StartsWith("pt", StringComparison.OrdinalIgnoreCase) == true ? LongMessageInPortuguese : LongMessage;

    /// <param name="tokens">The message.</param>
    /// <param name="scores">One number per intent; overwritten.</param>
    /// <param name="seen">One flag per cue; overwritten.</param>
    /// <param name="longMessage">Words from which on a message counts as long.</param>
    public MessageShape Score(scoped TokenizedText tokens, Span<double> scores, Span<bool> seen, int longMessage)
    {
        scores.Clear();
        seen.Clear();
        var entries = ArrayPool<int>.Shared.Rent(Math.Max(1, tokens.Tokens.Length));
        Span<double> scratch = stackalloc double[IntentNames.Count * 2];
        Span<bool> seenInClause = stackalloc bool[_cues.Length];
        var totals = new MessageEvidence(stackalloc double[IntentNames.Count * 2]);
        var length = 0;
        foreach (var token in tokens.Tokens)
        {
            if (token.EndsClause)
            {
                Flush(entries.AsSpan(0, length), scratch, seenInClause, seen, ref totals, token.Kind == TokenKind.Question);
                length = 0;
                continue;
            }

            var entry = lexicon.Vocabulary.Find(token, tokens.TextOf(token));
            if (length >= ShortestClause && lexicon.StartsRequest(entries[length - 1], entry))
            {
                Flush(entries.AsSpan(0, length), scratch, seenInClause, seen, ref totals, question: false);
                length = 0;
            }

            entries[length++] = entry;
        }

        Flush(entries.AsSpan(0, length), scratch, seenInClause, seen, ref totals, question: false);
        ArrayPool<int>.Shared.Return(entries);
        return totals.Combine(scores, longMessage);
    }

    /// <summary>Names of the strongest cues that were seen for an intent.</summary>
    public string[] NamesOf(Intent intent, ReadOnlySpan<bool> seen)
    {
        var found = new List<Cue>();
        foreach (var cue in _cues)
        {
            if (seen[cue.Index] && cue.Intent == intent && cue.Weight > 0)
            {
                found.Add(cue);
            }
        }

        found.Sort(static (a, b) => b.Weight != a.Weight ? b.Weight.CompareTo(a.Weight) : a.Index - b.Index);
        return [.. found.Take(ReportedCues).Select(cue => cue.Name)];
    }

    private void Flush(
        ReadOnlySpan<int> clause, Span<double> scratch, Span<bool> seenInClause, Span<bool> seen, ref MessageEvidence totals, bool question)
    {
        if (clause.IsEmpty)
        {
            return;
        }

        var evidence = new ClauseEvidence(scratch, seenInClause, seen);
        lexicon.Match(clause, ref evidence);
        var fillers = 0;
        foreach (var entry in clause)
        {
            fillers += lexicon.IsFiller(entry) ? 1 : 0;
        }

        totals.Add(evidence, clause.Length, fillers, question);
    }
}
