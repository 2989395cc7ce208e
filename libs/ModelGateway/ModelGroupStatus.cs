using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway;

/// <summary>A group as it is now.</summary>
/// <param name="Name">Name for <c>ChatOptions.ModelId</c>.</param>
/// <param name="Available">True when at least one deployment can be called. A call to an unavailable group goes to its fallbacks.</param>
/// <param name="Reason">Why not, for an operator; names environment variables, never their values.</param>
/// <param name="Deployments">Each deployment with its own reason.</param>
public sealed record ModelGroupStatus(string Name, bool Available, string? Reason, IReadOnlyList<ModelDeploymentStatus> Deployments)
{
    /// <summary>The first of its deployments' lives that an operator has to do something about; else that of the first.</summary>
    public ModelLifecycle Lifecycle => (Deployments.FirstOrDefault(d => d.Lifecycle.Status != LifecycleStatus.Active) ?? Deployments[0]).Lifecycle;
}

/// <summary>A deployment as it is now.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Provider">Provider prefix.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Available">True when it can be called now.</param>
/// <param name="Reason">Why not: a key that is not set, or a cooldown.</param>
/// <param name="Price">Null when unknown.</param>
public sealed record ModelDeploymentStatus(string Id, string Provider, string Model, bool Available, string? Reason, ModelPrice? Price)
{
    /// <summary>Whether the model lives, and what to use instead.</summary>
    public ModelLifecycle Lifecycle { get; init; } = ModelLifecycle.Active(Model);
}
