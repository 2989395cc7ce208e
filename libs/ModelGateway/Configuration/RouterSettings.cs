using YamlDotNet.Core;

namespace Agentes.ModelGateway.Configuration;

/// <summary>What <c>router_settings</c> and <c>litellm_settings</c> say together, with the place of each group name.</summary>
internal sealed record RouterSettings
{
    public Dictionary<string, IReadOnlyList<string>> Fallbacks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> ContextWindowFallbacks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> ContentPolicyFallbacks { get; } = new(StringComparer.Ordinal);

    public List<string> DefaultFallbacks { get; } = [];

    public List<(string Group, string Path, Mark At)> NamedGroups { get; } = [];

    public RetryLimits Retries { get; set; } = new();

    public PhaseTimeouts Timeouts { get; set; } = new();

    public bool RedirectRetired { get; set; }

    public int MaxFallbacks { get; set; } = 5;

    public void RejectUnknownGroups(IReadOnlyList<ModelGroup> groups, ConfigurationProblems problems)
    {
        var names = groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (group, path, at) in NamedGroups)
        {
            if (!names.Contains(group))
            {
                problems.Add(at, path, $"names the group '{group}', which model_list does not have", Spelling.Nearest(group, names));
            }
        }
    }

    public ModelGatewayOptions ToOptions(IReadOnlyList<ModelGroup> groups, IReadOnlyList<string> notes) => new()
    {
        Groups = groups,
        Fallbacks = Fallbacks,
        ContextWindowFallbacks = ContextWindowFallbacks,
        ContentPolicyFallbacks = ContentPolicyFallbacks,
        DefaultFallbacks = DefaultFallbacks,
        MaxFallbacks = MaxFallbacks,
        Retries = Retries,
        Timeouts = Timeouts,
        Notes = notes,
    };
}
