using System.Collections.Frozen;
using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway.Deployments;

/// <summary>The groups of one configuration with the running state of their deployments.</summary>
internal sealed class GroupCatalog
{
    private readonly ModelGatewayOptions _options;
    private readonly FrozenDictionary<string, DeploymentState[]> _groups;
    private readonly FrozenDictionary<DeploymentState, DeploymentState[]> _siblings;

    public GroupCatalog(ModelGatewayOptions options, TimeProvider time)
    {
        _options = options;
        _groups = options.Groups.ToFrozenDictionary(
            group => group.Name,
            group => group.Deployments.Select(deployment => new DeploymentState(deployment, time)).ToArray(),
            StringComparer.Ordinal);
        _siblings = _groups.Values.SelectMany(states => states.Select(state => (state, states)))
            .ToFrozenDictionary(pair => pair.state, pair => pair.states);
        IsUsable = group => _groups.TryGetValue(group, out var states) && Array.Exists(states, state => state.Usable && !state.Cooling);
    }

    /// <summary>Whether anything in a group can be called now.</summary>
    public Func<string, bool> IsUsable { get; }

    /// <summary>States of a group; null when there is no such group.</summary>
    public DeploymentState[]? Find(string group) => _groups.GetValueOrDefault(group);

    /// <summary>All deployments of this one's group, itself included.</summary>
    public DeploymentState[] Siblings(DeploymentState state) => _siblings[state];

    public void Failed(DeploymentState state, ModelFailure failure, AttemptPolicy policy)
    {
        var hasSiblings = Siblings(state).Length > 1;
        state.Failed(failure, inRow => policy.CooldownAfter(failure, state.Deployment, inRow, hasSiblings));
    }

    /// <summary>Why nothing in the group can be called now.</summary>
    public ModelFailure WhyNot(string group)
    {
        var states = _groups[group];
        var cooling = states.Where(state => state.Usable).MinBy(state => state.CoolingLeft);
        if (cooling?.CoolingFor is { } failure)
        {
            return failure with { RetryAfter = cooling.CoolingLeft, Reason = failure.Reason + " (cooling down)", Exception = null };
        }

        var reasons = states.Select(state => state.Deployment.UnavailableReason).OfType<string>().Distinct(StringComparer.Ordinal);
        return new ModelFailure(FailureClass.Unavailable, $"no deployment can be called: {string.Join("; ", reasons)}");
    }

    public IReadOnlyList<ModelGroupStatus> Describe() =>
    [
        .. _options.Groups.Select(group =>
        {
            var deployments = _groups[group.Name].Select(Describe).ToArray();
            var available = Array.Exists(deployments, d => d.Available);
            return new ModelGroupStatus(group.Name, available, available ? null : deployments[0].Reason, deployments);
        }),
    ];

    private static ModelDeploymentStatus Describe(DeploymentState state)
    {
        var deployment = state.Deployment;
        var reason = deployment.UnavailableReason ?? (state.CoolingFor is { } failure ? $"cooling down: {failure.Reason}" : null);
        return new ModelDeploymentStatus(deployment.Id, deployment.Provider, deployment.Model, reason is null, reason, deployment.Price)
        {
            Lifecycle = deployment.Lifecycle ?? ModelLifecycle.Active(deployment.Model),
        };
    }
}
