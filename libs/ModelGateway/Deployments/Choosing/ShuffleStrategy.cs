namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>
/// At random, by weight. Each candidate draws a waiting time of mean 1 / weight and the shortest wins, which comes to a chance of weight / sum
/// of weights (the minimum of exponential variables). LiteLLM lets the first deployment decide what a weight is; here the group does.
/// </summary>
internal sealed class ShuffleStrategy : IStrategy
{
    public int Choose(Span<Consideration> round, in Draw draw)
    {
        foreach (ref var one in round)
        {
            if (one.Verdict is Verdict.Candidate)
            {
                one.Score = -Math.Log(1 - draw.Random.NextDouble()) / one.State.Share;
            }
        }

        return Strategies.Lowest(round, draw.Random);
    }
}
