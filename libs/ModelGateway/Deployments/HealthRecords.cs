using System.Collections.Concurrent;

namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// The health of each deployment by what makes it the same one: name, provider, model, address and key. Outlives a snapshot, so a change
/// elsewhere in the file does not send calls to a deployment that is cooling down.
/// </summary>
internal sealed class HealthRecords(TimeProvider time)
{
    private const int Most = 4096;

    private readonly ConcurrentDictionary<Identity, DeploymentHealth> _records = new();

    public DeploymentHealth Of(ModelDeployment deployment) => _records.GetOrAdd(Identity.Of(deployment), _ => Fresh());

    /// <summary>Health that nobody else will ask for.</summary>
    public DeploymentHealth Fresh() => new(time);

    /// <summary>As the other overload, over the load that the deployment has anyway: a limit holds for every way to it.</summary>
    public DeploymentHealth FreshOver(ModelDeployment deployment) => new(time, Of(deployment).Load);

    /// <summary>A budget as full as at the start.</summary>
    public RetryBudget NewBudget(RetryLimits limits) => new(limits, time);

    public long Now => time.GetTimestamp();

    /// <summary>When there are many, forgets what is not among these, such as deployments that a wildcard once made.</summary>
    public void Trim(IEnumerable<ModelDeployment> deployments)
    {
        if (_records.Count <= Most)
        {
            return;
        }

        var kept = deployments.Select(Identity.Of).ToHashSet();
        foreach (var gone in _records.Keys.Where(known => !kept.Contains(known)))
        {
            _records.TryRemove(gone, out _);
        }
    }

    private sealed record Identity(string Id, string Provider, string Model, Uri? ApiBase, string? Key)
    {
        public static Identity Of(ModelDeployment deployment) =>
            new(deployment.Id, deployment.Provider, deployment.Model, deployment.ApiBase, deployment.ApiKey?.Reveal());

        // A record prints its members, and one of these is a key.
        public override string ToString() => Id;
    }
}
