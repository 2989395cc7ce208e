namespace Agentes.ModelGateway;

/// <summary>How one of several deployments of a group is chosen for a call.</summary>
public enum RoutingStrategy
{
    /// <summary>
    /// <c>peak-ewma</c>, ours: of two drawn at random, the one that would cost the caller least time, work ahead, limit and money.
    /// </summary>
    PeakEwma,

    /// <summary><c>simple-shuffle</c>: at random, by weight.</summary>
    SimpleShuffle,

    /// <summary><c>least-busy</c>: the fewest calls under way.</summary>
    LeastBusy,

    /// <summary><c>latency-based-routing</c>: the fastest lately, or one nearly as fast.</summary>
    Latency,

    /// <summary><c>usage-based-routing</c> and <c>-v2</c>: the smallest part of its limit used in the last minute.</summary>
    Usage,

    /// <summary><c>cost-based-routing</c>: the cheapest; an unknown price comes last.</summary>
    Cost,
}

/// <summary>How the deployments of a group are chosen.</summary>
public sealed record RoutingOptions
{
    /// <summary>The same for every group.</summary>
    public RoutingStrategy Strategy { get; init; } = RoutingStrategy.PeakEwma;

    /// <summary>How long a measured latency counts for <see cref="RoutingStrategy.Latency"/>.</summary>
    public TimeSpan LatencyMemory { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Part by which a deployment may be slower than the fastest and still be chosen, from 0; 0.5 is half as slow again.</summary>
    public double LatencyBuffer { get; init; }

    /// <summary>Calls with tags go to deployments that have them; calls without to those of the tag <c>default</c>, or of none.</summary>
    public bool FilterByTags { get; init; }

    /// <summary>One common tag is enough; otherwise a deployment needs every tag of the call.</summary>
    public bool MatchAnyTag { get; init; } = true;
}
