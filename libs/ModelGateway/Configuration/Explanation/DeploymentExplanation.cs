using Agentes.ModelGateway.Lifecycle;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Configuration.Explanation;

/// <summary>Where a key comes from.</summary>
/// <param name="Variable">Environment variable; null where there is none.</param>
/// <param name="State"><c>set</c>, <c>missing</c>, <c>in the file</c> or <c>none</c>.</param>
internal sealed record KeyExplanation(string? Variable, string State)
{
    public override string ToString() => (Variable, State) switch
    {
        (null, "none") => "none sent",
        (null, _) => "written in the file",
        (_, "set") => $"{Variable}, set",
        _ => $"{Variable}, not set",
    };
}

/// <summary>One deployment with every value that applies to it, its own or the router's.</summary>
internal sealed record DeploymentExplanation(
    string Id,
    string Provider,
    string Model,
    string? Address,
    KeyExplanation Key,
    string? UnavailableReason,
    double Weight,
    int Order,
    double? RequestsPerMinute,
    double? TokensPerMinute,
    int? ParallelRequests,
    IReadOnlyList<string> Tags,
    int Retries,
    TimeSpan Cooldown,
    PhaseTimeouts Timeouts,
    RequestDefaults Defaults,
    IReadOnlyList<string> Headers,
    ModelPrice? Price,
    ModelLifecycle Lifecycle)
{
    public static DeploymentExplanation Of(ModelDeployment deployment, ModelGatewayOptions options) => new(
        deployment.Id,
        deployment.Provider,
        deployment.Model,
        Clean(deployment.ApiBase),
        KeyOf(deployment),
        deployment.UnavailableReason,
        deployment.Weight,
        deployment.Order,
        deployment.RequestsPerMinute,
        deployment.TokensPerMinute,
        deployment.ParallelRequests,
        deployment.Tags,
        deployment.RetryCount ?? options.Retries.Count,
        deployment.Cooldown ?? options.Retries.Cooldown,
        deployment.Timeouts ?? options.Timeouts,
        deployment.Defaults,
        // Their values may be keys.
        [.. deployment.ExtraHeaders.Keys.Order(StringComparer.OrdinalIgnoreCase)],
        deployment.Price,
        deployment.Lifecycle ?? ModelLifecycle.Active(deployment.Model));

    private static KeyExplanation KeyOf(ModelDeployment deployment) => deployment switch
    {
        { KeyVariable: { } variable } => new KeyExplanation(variable, deployment.ApiKey is null ? "missing" : "set"),
        { ApiKey: not null } => new KeyExplanation(null, "in the file"),
        _ => new KeyExplanation(null, "none"),
    };

    // A user, a password or a query may be secrets, and none of them is needed to know where a call goes.
    private static string? Clean(Uri? address) => address?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public string FullModel => ProviderCatalog.Local == Provider ? $"{Provider}/{Model}, in this process" : $"{Provider}/{Model}";
}
