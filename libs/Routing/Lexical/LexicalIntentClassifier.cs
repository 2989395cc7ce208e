using System.Buffers;
using Agentes.Routing.Lexical;
using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>
/// Reads intents in Brazilian Portuguese and English from weighted cues: readable tables of what customers write.
/// Needs no training; a trained model may replace it behind <see cref="IIntentClassifier"/>.
/// </summary>
public sealed class LexicalIntentClassifier : IIntentClassifier
{
    /// <summary>Share of the evidence of the turn before that a message without evidence of its own inherits.</summary>
    private const double InheritedShare = 0.6;
    private const int LongestFollowUp = 6;
    private const int ReportedCues = 3;
    private const int ShortestClause = 4;

    /// <summary>Words from which on a message likely holds several requests. Portuguese uses more words for the same.</summary>
    private const int LongMessage = 30;
    private const int LongMessageInPortuguese = 46;

    private readonly Lexicon _lexicon = Lexicon.Default;

    /// <inheritdoc/>
    public string Version => "lexical-1";

    /// <inheritdoc/>
    public IntentPrediction Classify(string text, IReadOnlyList<string> recentTurns, string? languageHint)
    {
        Span<double> scores = stackalloc double[IntentNames.Count];
        Span<bool> seen = stackalloc bool[_lexicon.Cues.Count];
        var portuguese = languageHint?.StartsWith("pt", StringComparison.OrdinalIgnoreCase) == true;
        var longMessage = portuguese ? LongMessageInPortuguese : LongMessage;
        var message = Score(text, scores, seen, longMessage);
        var inherited = false;
        if (!message.HasEvidence && message.Words <= LongestFollowUp)
        {
            inherited = Inherit(recentTurns, scores, seen, longMessage);
        }

        var abstained = !message.HasEvidence && !inherited;
        if (abstained)
        {
            scores[(int)(message.IsQuestion ? Intent.Faq : Intent.SimpleInfo)] += IntentPosterior.DefaultEvidence;
        }

        var posterior = IntentPosterior.From(scores, out var best);
        return new IntentPrediction(best, posterior, abstained ? [] : CuesOf(best, seen), abstained, inherited);
    }

    private bool Inherit(IReadOnlyList<string> recentTurns, Span<double> scores, Span<bool> seen, int longMessage)
    {
        if (recentTurns.Count == 0)
        {
            return false;
        }

        var before = Score(recentTurns[^1], scores, seen, longMessage);
        foreach (ref var score in scores)
        {
            score *= InheritedShare;
        }

        // Whoever answers after a greeting is no longer greeting.
        scores[(int)Intent.Greeting] = 0;
        return before.HasEvidence && scores.ContainsAnyInRange(double.Epsilon, double.MaxValue);
    }

    private MessageShape Score(string text, Span<double> scores, Span<bool> seen, int longMessage)
    {
        scores.Clear();
        seen.Clear();
        using var tokens = TokenizedText.Rent(text);
        var entries = ArrayPool<int>.Shared.Rent(Math.Max(1, tokens.Tokens.Length));
        Span<double> scratch = stackalloc double[IntentNames.Count * 2];
        Span<bool> seenInClause = stackalloc bool[_lexicon.Cues.Count];
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

            var entry = _lexicon.Vocabulary.Find(token, tokens.TextOf(token));
            if (length >= ShortestClause && _lexicon.StartsRequest(entries[length - 1], entry))
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

    private void Flush(
        ReadOnlySpan<int> clause, Span<double> scratch, Span<bool> seenInClause, Span<bool> seen, ref MessageEvidence totals, bool question)
    {
        if (clause.IsEmpty)
        {
            return;
        }

        var evidence = new ClauseEvidence(scratch, seenInClause, seen);
        _lexicon.Match(clause, ref evidence);
        var fillers = 0;
        foreach (var entry in clause)
        {
            fillers += _lexicon.IsFiller(entry) ? 1 : 0;
        }

        totals.Add(evidence, clause.Length, fillers, question);
    }

    private string[] CuesOf(Intent intent, ReadOnlySpan<bool> seen)
    {
        var found = new List<Cue>();
        foreach (var cue in _lexicon.Cues)
        {
            if (seen[cue.Index] && cue.Intent == intent && cue.Weight > 0)
            {
                found.Add(cue);
            }
        }

        found.Sort(static (a, b) => b.Weight != a.Weight ? b.Weight.CompareTo(a.Weight) : a.Index - b.Index);
        return [.. found.Take(ReportedCues).Select(cue => cue.Name)];
    }
}
