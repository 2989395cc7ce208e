using Agentes.ModelGateway.Deployments.Choosing;

namespace Agentes.ModelGateway.Configuration.Explanation;

/// <summary>What a configuration comes to: groups, who serves them, at what price and within which limits. Holds no secret.</summary>
public sealed record ModelGatewayExplanation
{
    private readonly ModelGatewayOptions _options;

    /// <param name="options">A configuration that was read.</param>
    public ModelGatewayExplanation(ModelGatewayOptions options)
    {
        _options = options;
        Groups = [.. options.Groups.Select(Explain)];
    }

    internal IReadOnlyList<GroupExplanation> Groups { get; }

    internal ModelGatewayOptions Options => _options;

    internal string Strategy => Strategies.NameOf(_options.Routing.Strategy);

    internal IEnumerable<string> Warnings => Groups.SelectMany(group => group.Deployments)
        .Where(deployment => deployment.Lifecycle.Warning is not null)
        .Select(deployment => $"{deployment.Id}: {deployment.Lifecycle.Warning}");

    /// <summary>One line, and the warnings below it.</summary>
    public string Summary() => ExplanationText.Summary(this);

    /// <summary>Everything, for reading; stable from run to run.</summary>
    public string Text() => ExplanationText.Write(this);

    /// <summary>Everything as JSON with members in snake_case; amounts are texts, so that no reader rounds them.</summary>
    public string Json() => ExplanationJson.Write(this);

    /// <summary>Errors of a configuration in the same form.</summary>
    public static string Json(ModelGatewayConfigurationException failure) => ExplanationJson.Write(failure.Problems);

    private GroupExplanation Explain(ModelGroup group)
    {
        string[] Named(IReadOnlyDictionary<string, IReadOnlyList<string>> fallbacks) =>
            fallbacks.TryGetValue(group.Name, out var named) || fallbacks.TryGetValue("*", out named) ? [.. named] : [];
        return new GroupExplanation(
            group.Name,
            [.. _options.Aliases.Where(alias => alias.Value.Group == group.Name).Select(alias => alias.Key + (alias.Value.Hidden ? " (hidden)" : ""))],
            [.. Named(_options.Fallbacks).Concat(_options.DefaultFallbacks).Where(name => name != group.Name).Distinct(StringComparer.Ordinal)],
            Named(_options.ContextWindowFallbacks),
            Named(_options.ContentPolicyFallbacks),
            [.. group.Deployments.Select(deployment => DeploymentExplanation.Of(deployment, _options))]);
    }
}

/// <summary>One group.</summary>
internal sealed record GroupExplanation(
    string Name,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Fallbacks,
    IReadOnlyList<string> ContextWindowFallbacks,
    IReadOnlyList<string> ContentPolicyFallbacks,
    IReadOnlyList<DeploymentExplanation> Deployments);
