namespace Agentes.ModelGateway.Deployments;

/// <summary>One deployment of a snapshot with its running health; the configuration stays immutable beside it.</summary>
/// <param name="deployment">What is called.</param>
/// <param name="health">Its own, or that of the same deployment in the snapshot before this one.</param>
internal sealed class DeploymentState(ModelDeployment deployment, DeploymentHealth health)
{
    public ModelDeployment Deployment { get; } = deployment;

    public DeploymentHealth Health { get; } = health;

    /// <summary>All deployments that could take the same call, this one included.</summary>
    public DeploymentState[] Siblings { get; private set; } = [];

    public bool Usable => Deployment.UnavailableReason is null;

    public bool Cooling => Health.CoolingLeft > TimeSpan.Zero;

    public TimeSpan CoolingLeft => Health.CoolingLeft;

    /// <summary>Why it cools; null when it does not.</summary>
    public ModelFailure? CoolingFor => Health.CoolingFor;

    public static DeploymentState[] Group(IEnumerable<DeploymentState> members)
    {
        DeploymentState[] states = [.. members];
        foreach (var state in states)
        {
            state.Siblings = states;
        }

        return states;
    }

    public void Succeeded() => Health.Succeeded();

    /// <param name="failure">What happened.</param>
    /// <param name="cooldown">How long to leave the deployment alone, decided from the failures in a row; zero not at all.</param>
    public void Failed(ModelFailure failure, Func<int, TimeSpan> cooldown) => Health.Failed(failure, cooldown);
}
