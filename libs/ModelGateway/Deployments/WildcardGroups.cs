using System.Collections.Concurrent;
using Agentes.ModelGateway.Configuration;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// Groups whose name has a star. A name that fits gets deployments of its own, with the model that it names, so that one model which fails
/// does not cool down the others behind the same star.
/// </summary>
internal sealed class WildcardGroups(ModelGatewayOptions options, HealthRecords health)
{
    // Names come from callers: beyond this many, they are made anew for each call instead of kept for ever.
    private const int MostNames = 1000;

    private readonly ConcurrentDictionary<string, DeploymentGroup> _filled = new(StringComparer.Ordinal);

    private readonly List<(WildcardName Name, ModelGroup Group)> _patterns =
    [
        .. options.Groups.Where(group => WildcardName.IsWildcard(group.Name))
            .Select(group => (Name: new WildcardName(group.Name), Group: group))
            .OrderByDescending(pattern => pattern.Name.Specificity),
    ];

    /// <summary>The pattern that a name is served by; null when it fits none.</summary>
    public string? PatternOf(string name) => _patterns.Find(pattern => pattern.Name.Match(name) is not null).Group?.Name;

    /// <summary>The deployments for a name; null when it fits no pattern or names no provider behind it.</summary>
    public DeploymentGroup? Find(string name)
    {
        if (_patterns.Count == 0 || _filled.TryGetValue(name, out var known))
        {
            return _patterns.Count == 0 ? null : _filled.GetValueOrDefault(name);
        }

        var (pattern, group) = _patterns.Find(candidate => candidate.Name.Match(name) is not null);
        if (group is null)
        {
            return null;
        }

        var filled = group.Deployments.Select(template => Fill(template, name, pattern.Match(name)!)).OfType<ModelDeployment>().ToList();
        if (filled.Count == 0)
        {
            return null;
        }

        var isKept = _filled.Count < MostNames;
        var states = filled.Select(one => new DeploymentState(one, isKept ? health.Of(one) : health.Fresh()));
        var made = new DeploymentGroup(states, health.NewBudget(options.Retries));
        return isKept ? _filled.GetOrAdd(name, made) : made;
    }

    private ModelDeployment? Fill(ModelDeployment template, string name, string match)
    {
        if (!template.IsTemplate)
        {
            return template;
        }

        var model = template.Model.Replace(WildcardName.Star.ToString(), match, StringComparison.Ordinal);
        if (template.TakesProviderFromName)
        {
            if (ProviderCatalog.Resolve(match) is not { } resolved || resolved.Provider.Name != template.Provider)
            {
                return null;
            }

            model = resolved.Model;
        }

        return DeploymentReader.Judge(template with { Id = $"{name}:{template.Provider}/{model}", Model = model }, options.RedirectRetired, options.Prices);
    }
}
