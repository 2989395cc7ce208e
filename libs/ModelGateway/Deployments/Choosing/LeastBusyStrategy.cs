namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>The fewest calls under way.</summary>
internal sealed class LeastBusyStrategy : IStrategy
{
    public int Choose(Span<Consideration> round, in Draw draw)
    {
        foreach (ref var one in round)
        {
            one.Score = one.InFlight;
        }

        return Strategies.Lowest(round, draw.Random);
    }
}
