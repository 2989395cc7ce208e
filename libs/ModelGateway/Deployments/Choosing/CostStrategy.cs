namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>The cheapest. LiteLLM takes an unknown price for a dollar per token; here it is unknown and comes last.</summary>
internal sealed class CostStrategy : IStrategy
{
    public int Choose(Span<Consideration> round, in Draw draw)
    {
        foreach (ref var one in round)
        {
            one.Score = one.State.Deployment.Price is { } price ? (double)(price.Input + price.Output) : double.PositiveInfinity;
        }

        return Strategies.Lowest(round, draw.Random);
    }
}
