using Agentes.ModelGateway.Deployments.Load;

namespace Agentes.ModelGateway.Deployments;

/// <summary>One deployment of a snapshot with its running health; the configuration stays immutable beside it.</summary>
/// <param name="deployment">What is called.</param>
/// <param name="health">Its own, or that of the same deployment in the snapshot before this one.</param>
internal sealed class DeploymentState(ModelDeployment deployment, DeploymentHealth health)
{
    public ModelDeployment Deployment { get; } = deployment;

    public DeploymentHealth Health { get; } = health;

    public DeploymentLoad Load { get; } = health.Load;

    /// <summary>Null where it has none.</summary>
    public LoadLimits? Limits { get; } = LoadLimits.Of(deployment);

    /// <summary>Its weight; 1 where it has none and neither has any other candidate.</summary>
    public double Share { get; } = deployment.Weight > 0 ? deployment.Weight : 1;

    /// <summary>Its price relative to the cheapest of its group, from 1.</summary>
    public double PriceFactor { get; internal set; } = 1;

    public bool Usable => Deployment.UnavailableReason is null;

    public bool Cooling => Health.CoolingLeft > TimeSpan.Zero;
}
