namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>
/// The fastest lately, or at random one that is nearly as fast. One without a measurement comes first, so that it gets one. The first piece
/// counts for a stream, the time per token otherwise.
/// </summary>
/// <param name="memory">How long a measurement counts.</param>
/// <param name="buffer">Part by which another may be slower than the fastest.</param>
internal sealed class LatencyStrategy(TimeSpan memory, double buffer) : IStrategy
{
    public int Choose(Span<Consideration> round, in Draw draw)
    {
        var fastest = double.PositiveInfinity;
        foreach (ref var one in round)
        {
            if (one.Verdict is Verdict.Candidate)
            {
                one.Speed = one.State.Load.Speed(draw.Buffered).Within(memory, draw.Now) ?? double.NaN;
                one.Score = double.IsNaN(one.Speed) ? 0 : one.Speed;
                fastest = Math.Min(fastest, one.Score);
            }
        }

        var (chosen, near) = (-1, 0);
        for (var i = 0; i < round.Length; i++)
        {
            if (round[i].Verdict is Verdict.Candidate && round[i].Score <= fastest * (1 + buffer) && draw.Random.Next(++near) == 0)
            {
                chosen = i;
            }
        }

        return chosen;
    }
}
