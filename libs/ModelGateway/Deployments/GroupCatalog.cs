using System.Collections.Frozen;
using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway.Deployments;

/// <summary>The groups of one configuration with the running state of their deployments.</summary>
internal sealed class GroupCatalog
{
    private readonly ModelGatewayOptions _options;
    private readonly HealthRecords _health;
    private readonly FrozenDictionary<string, DeploymentState[]> _groups;
    private readonly FrozenDictionary<string, ModelDeployment> _byId;
    private readonly WildcardGroups _wildcards;

    public GroupCatalog(ModelGatewayOptions options, HealthRecords health)
    {
        _options = options;
        _health = health;
        _groups = options.Groups.ToFrozenDictionary(
            group => group.Name, group => DeploymentState.Group(group.Deployments.Select(Running)), StringComparer.Ordinal);
        _byId = options.Groups.SelectMany(group => group.Deployments).Where(deployment => !deployment.IsTemplate)
            .DistinctBy(deployment => deployment.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(deployment => deployment.Id, StringComparer.Ordinal);
        _wildcards = new WildcardGroups(options, health);
        IsUsable = name => Find(name) is { } states && Array.Exists(states, state => state.Usable && !state.Cooling);
    }

    /// <summary>Whether anything behind a name can be called now.</summary>
    public Func<string, bool> IsUsable { get; }

    /// <summary>The group that an alias stands for; any other name as it is.</summary>
    public string Canonical(string name) => _options.Aliases.Count > 0 && _options.Aliases.TryGetValue(name, out var alias) ? alias.Group : name;

    /// <summary>The pattern that serves a name which is no group itself; null when none does.</summary>
    public string? PatternOf(string name) => _groups.ContainsKey(name) ? null : _wildcards.PatternOf(name);

    /// <summary>Deployments behind a name: a group, an alias, a deployment's id or what fits a wildcard, in this order; null when it is none.</summary>
    public DeploymentState[]? Find(string name)
    {
        if (_groups.TryGetValue(name, out var states) && !WildcardName.IsWildcard(name))
        {
            return states;
        }

        var canonical = Canonical(name);
        if (canonical != name)
        {
            return Find(canonical);
        }

        // Who names a deployment means this one, whatever the others think of its health: it neither waits for a cooldown nor causes one.
        return _byId.TryGetValue(name, out var named)
            ? DeploymentState.Group([new DeploymentState(named, _health.Fresh())])
            : _wildcards.Find(name);
    }

    public static void Failed(DeploymentState state, ModelFailure failure, AttemptPolicy policy)
    {
        var hasSiblings = state.Siblings.Length > 1;
        state.Failed(failure, inRow => policy.CooldownAfter(failure, state.Deployment, inRow, hasSiblings));
    }

    /// <summary>Why nothing behind a name can be called now.</summary>
    public ModelFailure WhyNot(string name)
    {
        var states = Find(name)!;
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
        .. _options.Groups.Select(group => Describe(group.Name, _groups[group.Name])),
        .. _options.Aliases.Where(alias => !alias.Value.Hidden).Select(alias => Describe(alias.Key)).OfType<ModelGroupStatus>(),
    ];

    /// <summary>What is behind one name; null when nothing is.</summary>
    public ModelGroupStatus? Describe(string name) =>
        _groups.TryGetValue(name, out var states) || (states = Find(name)) is not null ? Describe(name, states) : null;

    private DeploymentState Running(ModelDeployment deployment) => new(deployment, _health.Of(deployment));

    private static ModelGroupStatus Describe(string name, DeploymentState[] states)
    {
        var deployments = Array.ConvertAll(states, Describe);
        var available = Array.Exists(deployments, d => d.Available);
        return new ModelGroupStatus(name, available, available ? null : deployments[0].Reason, deployments);
    }

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
