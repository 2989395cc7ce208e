namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>The strategies by name, and what several of them do.</summary>
internal static class Strategies
{
    private static readonly (string Name, RoutingStrategy Strategy)[] Named =
    [
        ("peak-ewma", RoutingStrategy.PeakEwma),
        ("simple-shuffle", RoutingStrategy.SimpleShuffle),
        ("least-busy", RoutingStrategy.LeastBusy),
        ("latency-based-routing", RoutingStrategy.Latency),
        ("usage-based-routing-v2", RoutingStrategy.Usage),
        ("usage-based-routing", RoutingStrategy.Usage),
        ("cost-based-routing", RoutingStrategy.Cost),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Named.Select(entry => entry.Name)];

    public static RoutingStrategy? Find(string name) =>
        Array.Find(Named, entry => entry.Name == name) is { Name: not null } found ? found.Strategy : null;

    public static string NameOf(RoutingStrategy strategy) => Array.Find(Named, entry => entry.Strategy == strategy).Name;

    public static IStrategy Of(RoutingOptions options) => options.Strategy switch
    {
        RoutingStrategy.SimpleShuffle => new ShuffleStrategy(),
        RoutingStrategy.LeastBusy => new LeastBusyStrategy(),
        RoutingStrategy.Latency => new LatencyStrategy(options.LatencyMemory, options.LatencyBuffer),
        RoutingStrategy.Usage => new UsageStrategy(),
        RoutingStrategy.Cost => new CostStrategy(),
        _ => new PeakEwmaStrategy(),
    };

    /// <summary>The candidate with the lowest score; among equals each is as likely as the other.</summary>
    public static int Lowest(ReadOnlySpan<Consideration> round, Random random)
    {
        var (best, equals) = (-1, 0);
        for (var i = 0; i < round.Length; i++)
        {
            if (round[i].Verdict is not Verdict.Candidate || double.IsNaN(round[i].Score))
            {
                continue;
            }

            if (best < 0 || round[i].Score < round[best].Score)
            {
                (best, equals) = (i, 1);
            }
            else if (round[i].Score == round[best].Score && random.Next(++equals) == 0)
            {
                best = i;
            }
        }

        return best;
    }
}
