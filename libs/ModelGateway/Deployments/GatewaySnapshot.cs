namespace Agentes.ModelGateway.Deployments;

/// <summary>One configuration at work. A call keeps the one it began with, also when another has taken its place meanwhile.</summary>
internal sealed class GatewaySnapshot(ModelGatewayOptions options, HealthRecords health, Random random)
{
    public ModelGatewayOptions Options { get; } = options;

    public GroupCatalog Groups { get; } = new(options, health);

    public AttemptPolicy Policy { get; } = new(options.Retries, random);

    /// <summary>Groups that a call by this name may try.</summary>
    public FallbackChain Chain(string name)
    {
        var group = Groups.Canonical(name);
        return new FallbackChain(Options, group, Groups.PatternOf(group));
    }
}
