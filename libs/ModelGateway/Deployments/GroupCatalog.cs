using System.Collections.Frozen;

namespace Agentes.ModelGateway.Deployments;

/// <summary>The groups of one configuration with the running state of their deployments.</summary>
internal sealed class GroupCatalog
{
    private readonly ModelGatewayOptions _options;
    private readonly HealthRecords _health;
    private readonly FrozenDictionary<string, DeploymentGroup> _groups;
    private readonly FrozenDictionary<string, ModelDeployment> _byId;
    private readonly WildcardGroups _wildcards;

    public GroupCatalog(ModelGatewayOptions options, HealthRecords health)
    {
        _options = options;
        _health = health;
        _groups = options.Groups.ToFrozenDictionary(
            group => group.Name, group => GroupOf(group.Deployments.Select(Running)), StringComparer.Ordinal);
        _byId = options.Groups.SelectMany(group => group.Deployments).Where(deployment => !deployment.IsTemplate)
            .DistinctBy(deployment => deployment.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(deployment => deployment.Id, StringComparer.Ordinal);
        _wildcards = new WildcardGroups(options, health);
        IsUsable = name => Find(name)?.IsUsable(_health.Now) is true;
    }

    /// <summary>Whether anything behind a name can be called now.</summary>
    public Func<string, bool> IsUsable { get; }

    /// <summary>The group that an alias stands for; any other name as it is.</summary>
    public string Canonical(string name) => _options.Aliases.Count > 0 && _options.Aliases.TryGetValue(name, out var alias) ? alias.Group : name;

    /// <summary>The pattern that serves a name which is no group itself; null when none does.</summary>
    public string? PatternOf(string name) => _groups.ContainsKey(name) ? null : _wildcards.PatternOf(name);

    /// <summary>Deployments behind a name: a group, an alias, a deployment's id or what fits a wildcard, in this order; null when it is none.</summary>
    public DeploymentGroup? Find(string name)
    {
        if (_groups.TryGetValue(name, out var group) && !WildcardName.IsWildcard(name))
        {
            return group;
        }

        var canonical = Canonical(name);
        if (canonical != name)
        {
            return Find(canonical);
        }

        // Who names a deployment means this one, whatever the others think of its health: it neither waits for a cooldown nor causes one.
        return _byId.TryGetValue(name, out var named) ? GroupOf([new DeploymentState(named, _health.FreshOver(named))]) : _wildcards.Find(name);
    }

    /// <summary>Why nothing behind a name can be called now.</summary>
    public ModelFailure WhyNot(string name) => Unavailability.Of(Find(name)!, _health.Now);

    public IReadOnlyList<ModelGroupStatus> Describe() =>
    [
        .. _options.Groups.Select(group => Describe(group.Name, _groups[group.Name])),
        .. _options.Aliases.Where(alias => !alias.Value.Hidden).Select(alias => Describe(alias.Key)).OfType<ModelGroupStatus>(),
    ];

    /// <summary>What is behind one name; null when nothing is.</summary>
    public ModelGroupStatus? Describe(string name) =>
        _groups.TryGetValue(name, out var group) || (group = Find(name)) is not null ? Describe(name, group) : null;

    /// <summary>A name as a label of metrics: one of the configuration, the pattern that serves it, or <c>other</c>.</summary>
    public string LabelOf(string name) =>
        _groups.ContainsKey(name) || _byId.ContainsKey(name) || _options.Aliases.ContainsKey(name) ? name : PatternOf(name) ?? "other";

    /// <summary>Every deployment of the configuration once, with the first group it is in; those of wildcards are not among them.</summary>
    public IEnumerable<(string Group, DeploymentState State)> All() =>
        _options.Groups.SelectMany(group => _groups[group.Name].States.Select(state => (group.Name, state)));

    private DeploymentState Running(ModelDeployment deployment) => new(deployment, _health.Of(deployment));

    private DeploymentGroup GroupOf(IEnumerable<DeploymentState> states) => new(states, _health.NewBudget(_options.Retries));

    private ModelGroupStatus Describe(string name, DeploymentGroup group)
    {
        var deployments = Array.ConvertAll(group.States, state => DeploymentDescription.Of(state, _health.Now));
        var available = Array.Exists(deployments, d => d.Available);
        return new ModelGroupStatus(name, available, available ? null : deployments[0].Reason, deployments)
        {
            Fallbacks = [.. Named(_options.Fallbacks, name).Concat(_options.DefaultFallbacks).Where(other => other != name).Distinct(StringComparer.Ordinal)],
            ContextWindowFallbacks = Named(_options.ContextWindowFallbacks, name),
            ContentPolicyFallbacks = Named(_options.ContentPolicyFallbacks, name),
        };
    }

    private static IReadOnlyList<string> Named(IReadOnlyDictionary<string, IReadOnlyList<string>> fallbacks, string group) =>
        fallbacks.TryGetValue(group, out var named) || fallbacks.TryGetValue("*", out named) ? named : [];
}
