using Agentes.Routing.Lexical;
using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>
/// Reads intents in Brazilian Portuguese and English from weighted cues: readable tables of what customers write.
/// Needs no training; <see cref="IntentModel"/> takes the same cues as one of its kinds of evidence.
/// </summary>
public sealed class LexicalIntentClassifier : IIntentClassifier
{
    /// <summary>Share of the evidence of the turn before that a message without evidence of its own inherits.</summary>
    private const double InheritedShare = 0.6;
    private const int LongestFollowUp = 6;

    private readonly CueReader _cues = new(Lexicon.Default);

    /// <inheritdoc/>
    public string Version => "lexical-1";

    /// <inheritdoc/>
    public IntentPrediction Classify(string text, IReadOnlyList<string> recentTurns, string? languageHint)
    {
        Span<double> scores = stackalloc double[IntentNames.Count];
        Span<bool> seen = stackalloc bool[_cues.CueCount];
        var longMessage = CueReader.LongMessageIn(languageHint);
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
        return new IntentPrediction(best, posterior, abstained ? [] : _cues.NamesOf(best, seen), abstained, inherited);
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
        using var tokens = TokenizedText.Rent(text);
        return _cues.Score(tokens, scores, seen, longMessage);
    }
}
