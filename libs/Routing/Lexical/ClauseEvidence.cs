namespace Agentes.Routing.Lexical;

/// <summary>What the cues say about one clause. A clause that repeats itself is hardly surer, so further cues count a third.</summary>
internal ref struct ClauseEvidence
{
    private const double FurtherCues = 0.35;

    private readonly Span<double> _strongest;
    private readonly Span<double> _sum;
    private readonly Span<bool> _seenInClause;
    private readonly Span<bool> _seenInMessage;
    private int _greetedUpTo;

    /// <param name="scratch">Two numbers per intent; cleared here.</param>
    /// <param name="seenInClause">One flag per cue; cleared here.</param>
    /// <param name="seenInMessage">One flag per cue, kept from clause to clause.</param>
    public ClauseEvidence(Span<double> scratch, Span<bool> seenInClause, Span<bool> seenInMessage)
    {
        scratch.Clear();
        seenInClause.Clear();
        _strongest = scratch[..IntentNames.Count];
        _sum = scratch[IntentNames.Count..];
        _seenInClause = seenInClause;
        _seenInMessage = seenInMessage;
    }

    /// <summary>Words that are part of a greeting.</summary>
    public int GreetingWords { get; private set; }

    public void Add(Cue cue, int start, int end)
    {
        if (cue.Intent == Intent.Greeting && cue.Weight > 0 && end > _greetedUpTo)
        {
            GreetingWords += end - Math.Max(start, _greetedUpTo);
            _greetedUpTo = end;
        }

        if (_seenInClause[cue.Index])
        {
            return;
        }

        _seenInClause[cue.Index] = true;
        _seenInMessage[cue.Index] = true;
        var intent = (int)cue.Intent;
        _sum[intent] += cue.Weight;
        _strongest[intent] = Math.Max(_strongest[intent], cue.Weight);
    }

    public readonly double ScoreOf(int intent)
    {
        var rest = _sum[intent] - _strongest[intent];
        // Counter-evidence ("my order" against a policy question) counts in full.
        return _strongest[intent] + (rest > 0 ? rest * FurtherCues : rest);
    }
}
