namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>
/// Power of two choices: of two candidates drawn at random the one with the lower cost, so that a fast deployment is preferred and yet never
/// gets everybody at once. The cost is speed (a peak average of the first piece of streams, of the time per token otherwise) × (calls under
/// way + 1) / weight / part of the limits left × price relative to the cheapest of the group.
/// </summary>
internal sealed class PeakEwmaStrategy : IStrategy
{
    /// <summary>Below this part every deployment is as good as at its limit.</summary>
    private const double LeastLeft = 0.01;

    /// <summary>Seconds that a deployment counts for which is at its first call and not known yet: others go elsewhere meanwhile.</summary>
    private const double Unproven = 1000;

    /// <summary>A prompt that is cached saves about half of the time: another deployment has to be better than that.</summary>
    private const double WorthOfAffinity = 2;

    public int Choose(Span<Consideration> round, in Draw draw)
    {
        var (first, second) = DrawTwo(round, draw);
        Weigh(ref round[first], draw);
        if (second < 0)
        {
            return first;
        }

        Weigh(ref round[second], draw);
        for (var i = 0; i < round.Length; i++)
        {
            if (i != first && i != second && round[i].Verdict is Verdict.Candidate)
            {
                round[i].Verdict = Verdict.NotDrawn;
            }
        }

        var patience = draw.Bound >= 0 ? WorthOfAffinity : 1;
        return round[second].Score * patience < round[first].Score ? second : first;
    }

    private static void Weigh(ref Consideration one, in Draw draw)
    {
        var state = one.State;
        var speed = state.Load.Speed(draw.Buffered);
        one.Speed = speed.IsKnown ? speed.At(draw.Now) : double.NaN;
        one.Left = 1;
        if (state.Limits is { } limits)
        {
            var (calls, tokens) = state.Load.Minutes.Used(draw.Now);
            one.Left = limits.Left(calls, tokens);
        }

        var seconds = speed.IsKnown ? one.Speed : one.InFlight > 0 ? Unproven : 0;
        one.Score = seconds * (one.InFlight + 1) / state.Share / Math.Max(one.Left, LeastLeft) * state.PriceFactor;
    }

    // The n-th of the candidates, for two different n: one pass counts, one finds.
    private static (int First, int Second) DrawTwo(ReadOnlySpan<Consideration> round, in Draw draw)
    {
        var candidates = 0;
        foreach (ref readonly var one in round)
        {
            candidates += one.Verdict is Verdict.Candidate ? 1 : 0;
        }

        var first = draw.Bound >= 0 ? Number(round, draw.Bound) : draw.Random.Next(candidates);
        var second = candidates > 1 ? (first + 1 + draw.Random.Next(candidates - 1)) % candidates : -1;
        return (At(round, first), second < 0 ? -1 : At(round, second));
    }

    private static int Number(ReadOnlySpan<Consideration> round, int index)
    {
        var number = 0;
        foreach (ref readonly var one in round[..index])
        {
            number += one.Verdict is Verdict.Candidate ? 1 : 0;
        }

        return number;
    }

    private static int At(ReadOnlySpan<Consideration> round, int number)
    {
        for (var i = 0; ; i++)
        {
            if (round[i].Verdict is Verdict.Candidate && number-- == 0)
            {
                return i;
            }
        }
    }
}
