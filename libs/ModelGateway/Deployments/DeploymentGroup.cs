using Agentes.ModelGateway.Deployments.Load;

namespace Agentes.ModelGateway.Deployments;

/// <summary>The deployments that may take the same call, with what they share.</summary>
internal sealed class DeploymentGroup
{
    /// <summary>A dearer deployment is worth so much at most: beyond that, speed decides.</summary>
    private const double DearestFactor = 10;

    public DeploymentGroup(IEnumerable<DeploymentState> members, RetryBudget budget)
    {
        States = [.. members];
        Budget = budget;
        CountsTokens = Array.Exists(States, state => state.Limits?.TokensPerMinute is not null);
        var prices = Array.ConvertAll(States, state => state.Deployment.Price is { } price ? (double?)(price.Input + price.Output) : null);
        var (cheapest, dearest) = (prices.Min(), prices.Max());
        for (var i = 0; i < States.Length; i++)
        {
            // Nobody knows that an unknown price is a low one.
            States[i].PriceFactor = FactorOf(prices[i] ?? dearest, cheapest);
        }
    }

    public DeploymentState[] States { get; }

    public RetryBudget Budget { get; }

    /// <summary>A limit on tokens is among those of its deployments.</summary>
    public bool CountsTokens { get; }

    /// <summary>Whether anything in it can be called now.</summary>
    /// <param name="now">Timestamp.</param>
    public bool IsUsable(long now) =>
        Array.Exists(States, state => state.Usable && !state.Cooling && state.Load.Reached(state.Limits, now) is LoadLimit.None);

    private static double FactorOf(double? price, double? cheapest) =>
        price is null || cheapest is null || price == cheapest ? 1
        : cheapest == 0 ? DearestFactor
        : Math.Min(price.Value / cheapest.Value, DearestFactor);
}
