using Agentes.ModelGateway.Deployments.Choosing;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Deployments;

/// <summary>One configuration at work. A call keeps the one it began with, also when another has taken its place meanwhile.</summary>
internal sealed class GatewaySnapshot(ModelGatewayOptions options, HealthRecords health, Random random, TimeProvider time)
{
    public ModelGatewayOptions Options { get; } = options;

    public GroupCatalog Groups { get; } = new(options, health);

    public AttemptPolicy Policy { get; } = new(options.Retries, random);

    public DeploymentPicker Picker { get; } = new(Strategies.Of(options.Routing), random, time);

    /// <summary>Groups that a call may try.</summary>
    public FallbackChain Chain(ModelCall call)
    {
        var group = Groups.Canonical(call.Group);
        return new FallbackChain(Options, group, Groups.PatternOf(group), call.Controls);
    }
}
