using System.Numerics;

namespace Agentes.Routing.Lexical;

/// <summary>What is left to know of a message when its clauses are summed up.</summary>
internal readonly record struct MessageShape(int Words, bool HasEvidence, bool IsQuestion);

/// <summary>
/// Sums clauses up to a message: the strongest clause of each intent leads, the others add a little. A greeting counts for little
/// beside a request, and a long message with several requests or questions is a complex one.
/// </summary>
internal ref struct MessageEvidence
{
    private const double OtherClauses = 0.3;
    private const double GreetingPerOtherWord = 0.35;
    private const double GreetingBesideRequest = 0.25;
    private const double RequestScore = 1.8;
    private const double ComplexLead = 0.8;
    private const double ClearScore = 2.2;
    private const int ManyIntents = 3;
    private const double FairlyLong = 0.6;
    private const double ComplexCuesInShort = 0.4;

    private readonly Span<double> _strongest;
    private readonly Span<double> _sum;
    private int _words;
    private int _greetingWords;
    private int _fillers;
    private int _clauses;
    private int _questions;
    private int _clauseIntents;

    /// <param name="scratch">Two numbers per intent, all zero.</param>
    public MessageEvidence(Span<double> scratch)
    {
        _strongest = scratch[..IntentNames.Count];
        _sum = scratch[IntentNames.Count..];
    }

    public void Add(scoped ClauseEvidence clause, int words, int fillers, bool question)
    {
        var winner = 0;
        for (var i = 0; i < IntentNames.Count; i++)
        {
            var score = clause.ScoreOf(i);
            _sum[i] += score;
            _strongest[i] = Math.Max(_strongest[i], score);
            winner = score > clause.ScoreOf(winner) ? i : winner;
        }

        var request = clause.ScoreOf(winner) >= ClearScore && (Intent)winner is not (Intent.Greeting or Intent.ComplexQuery);
        _clauseIntents |= request ? 1 << winner : 0;
        _words += words;
        _greetingWords += clause.GreetingWords;
        _fillers += fillers;
        _clauses++;
        _questions += question ? 1 : 0;
    }

    public readonly MessageShape Combine(Span<double> scores, int longMessage)
    {
        var strongestRequest = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = _strongest[i] + (OtherClauses * (_sum[i] - _strongest[i]));
            strongestRequest = i == (int)Intent.Greeting ? strongestRequest : Math.Max(strongestRequest, scores[i]);
        }

        ref var greeting = ref scores[(int)Intent.Greeting];
        var others = Math.Max(0, _words - _greetingWords - _fillers);
        greeting = Math.Max(0, greeting - (GreetingPerOtherWord * others));
        greeting *= strongestRequest >= RequestScore ? GreetingBesideRequest : 1;
        scores[(int)Intent.ComplexQuery] *= _words < longMessage ? ComplexCuesInShort : 1;
        scores[(int)Intent.ComplexQuery] += ComplexScore(strongestRequest, longMessage);
        return new MessageShape(_words, greeting > 0 || strongestRequest > 0, _questions > 0);
    }

    /// <summary>Complex is what is long, or fairly long with several questions, sentences or intents, whatever they are about.</summary>
    private readonly double ComplexScore(double strongestRequest, int longMessage)
    {
        if (_words < longMessage * FairlyLong)
        {
            return 0;
        }

        var intents = BitOperations.PopCount((uint)_clauseIntents);
        var signs = (_questions >= 2 ? 1 : 0) + (_clauses >= 4 ? 1 : 0) + (intents >= 2 ? 1 : 0) + (intents >= ManyIntents ? 1 : 0)
            + (_words >= longMessage ? 1 : 0);
        return signs == 0 ? 0 : strongestRequest + (ComplexLead * (signs - 0.5));
    }
}
