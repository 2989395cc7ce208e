using Agentes.ModelGateway.Accounting.Prices;
using Agentes.ModelGateway.Caching;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>What <c>router_settings</c> and <c>litellm_settings</c> say together, with the place of each group name.</summary>
internal sealed record RouterSettings
{
    public Dictionary<string, IReadOnlyList<string>> Fallbacks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> ContextWindowFallbacks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> ContentPolicyFallbacks { get; } = new(StringComparer.Ordinal);

    public List<string> DefaultFallbacks { get; } = [];

    public Dictionary<string, ModelAlias> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the aliases stand.</summary>
    public YamlSection? AliasSection { get; set; }

    /// <summary>Group names that settings use, each with its place.</summary>
    public List<(string Group, string Path, YamlNode At)> NamedGroups { get; } = [];

    /// <summary>Values of <c>credential_list</c> by name.</summary>
    public IReadOnlyDictionary<string, YamlSection> Credentials { get; set; } = new Dictionary<string, YamlSection>(StringComparer.Ordinal);

    /// <summary><c>default_litellm_params</c>, which every deployment has where it says nothing else.</summary>
    public YamlSection? DefaultParameters { get; set; }

    public RetryLimits Retries { get; set; } = new();

    public PhaseTimeouts Timeouts { get; set; } = new();

    public RoutingOptions Routing { get; set; } = new();

    /// <summary>Calls at the same time of a deployment that says nothing of them; null for any number.</summary>
    public int? ParallelRequests { get; set; }

    public PriceBook Prices { get; set; } = PriceBook.BuiltIn;

    public bool RedirectRetired { get; set; }

    public CachingOptions? Caching { get; set; }

    public int MaxFallbacks { get; set; } = 5;

    public void Name(IEnumerable<string> groups, YamlSection section, string key) =>
        NamedGroups.AddRange(groups.Select(group => (group, section.PathOf(key), section.NodeOf(key))));

    public void RejectUnknownGroups(IReadOnlyList<ModelGroup> groups, ConfigurationReading reading)
    {
        var names = groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        var ids = groups.SelectMany(group => group.Deployments).Select(deployment => deployment.Id).ToHashSet(StringComparer.Ordinal);
        var patterns = names.Where(WildcardName.IsWildcard).Select(name => new WildcardName(name)).ToList();
        foreach (var (group, path, at) in NamedGroups)
        {
            if (!names.Contains(group) && !Aliases.ContainsKey(group) && !ids.Contains(group) && !patterns.Exists(p => p.Match(group) is not null))
            {
                reading.Problem(at, path, $"names the group '{group}', which model_list does not have", Spelling.Nearest(group, names));
            }
        }

        foreach (var alias in Aliases.Keys.Where(names.Contains))
        {
            AliasSection?.Problem(alias, "is a group of model_list too (LiteLLM lets the alias hide it): rename one of them");
        }
    }

    public ModelGatewayOptions ToOptions(IReadOnlyList<ModelGroup> groups) => new()
    {
        Groups = groups,
        Aliases = Aliases,
        Fallbacks = Fallbacks,
        ContextWindowFallbacks = ContextWindowFallbacks,
        ContentPolicyFallbacks = ContentPolicyFallbacks,
        DefaultFallbacks = DefaultFallbacks,
        MaxFallbacks = MaxFallbacks,
        Retries = Retries,
        Timeouts = Timeouts,
        Routing = Routing,
        RedirectRetired = RedirectRetired,
        Caching = Caching,
        Prices = Prices,
    };
}
