using Agentes.ModelGateway.Accounting.Prices;
using Agentes.ModelGateway.Lifecycle;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// Reads <c>litellm_params</c> and the parts of <c>model_info</c> that name and price a deployment. A list of organizations, or a wildcard
/// over all providers, makes several of one entry.
/// </summary>
internal static class DeploymentReader
{
    private const string OrganizationHeader = "OpenAI-Organization";

    /// <returns>Empty when the entry names no model that can be called; the problem is reported.</returns>
    public static IReadOnlyList<DeploymentDraft> Read(YamlSection parameters, YamlSection? info, string group, RouterSettings settings)
    {
        var apiBase = ReadApiBase(parameters);
        var targets = DeploymentTarget.Read(parameters, group, apiBase is not null);
        var key = new DeploymentKey(parameters.Text("api_key"), EnvironmentValues.NameIn(parameters.Raw("api_key")), parameters.Has("api_key"));
        var (id, baseModel) = (info?.Text("id"), info?.Text("base_model"));
        var common = new ModelDeployment
        {
            Id = id ?? "",
            Provider = "",
            Model = "",
            Defaults = ReadDefaults(parameters),
            ExtraHeaders = ReadHeaders(parameters),
            SafetySettings = SafetySettingsReader.Read(parameters),
            MaskPersonalData = parameters.Flag("mask_personal_data") ?? false,
            Order = parameters.Integer("order") ?? 0,
            RequestsPerMinute = parameters.Number("rpm", 1, 1e12),
            TokensPerMinute = parameters.Number("tpm", 1, 1e15),
            ParallelRequests = parameters.Integer("max_parallel_requests", min: 1) ?? settings.ParallelRequests,
            Tags = parameters.Texts("tags") ?? [],
            Price = PriceReader.Read(parameters, info),
            Timeouts = ReadTimeouts(parameters, settings.Timeouts),
            RetryCount = parameters.Integer("num_retries"),
            Cooldown = parameters.Seconds("cooldown_time", allowZero: true),
        };
        var weight = parameters.Number("weight", 0, 1e9);
        var organizations = parameters.Texts("organization") ?? [];
        parameters.RejectUnread(LiteLLMKeys.Parameters);
        var drafts = new List<DeploymentDraft>();
        foreach (var target in targets)
        {
            if (organizations.Count > 0 && target.Provider.Wire != Wire.OpenAI)
            {
                parameters.Problem("organization", $"is OpenAI's; {target.Provider.Name} has none (LiteLLM drops it)");
            }

            var placed = Place(common, target, apiBase, key, parameters) with { BaseModel = baseModel };
            var judged = placed.IsTemplate ? placed : Judge(placed, settings.RedirectRetired, settings.Prices);
            var named = id is null ? judged with { Id = $"{group}:{judged.Provider}/{judged.Model}" } : judged;
            drafts.AddRange(Spread(named, organizations).Select(one => new DeploymentDraft(one, weight)));
        }

        return drafts;
    }

    /// <summary>Whether the model of a deployment lives, what it is redirected to, and what that costs.</summary>
    internal static ModelDeployment Judge(ModelDeployment deployment, bool redirect, PriceBook prices)
    {
        // Only its own provider has shut a model: a server elsewhere may serve it under the old name for ever.
        var (lifecycle, model) = deployment.ApiBase == ProviderCatalog.Find(deployment.Provider)?.ApiBase
            ? RetiredModels.Judge(deployment.Provider, deployment.Model, redirect)
            : (ModelLifecycle.Active(deployment.Model), deployment.Model);
        return deployment with
        {
            Model = model,
            Lifecycle = lifecycle,
            Price = deployment.Price ?? prices.Find(deployment.Provider, model, deployment.BaseModel),
        };
    }

    private static ModelDeployment Place(
        ModelDeployment common, DeploymentTarget target, Uri? apiBase, DeploymentKey key, YamlSection parameters)
    {
        var provider = target.Provider;
        // The provider's usual variable is only used for the provider's own address: a key must not travel to another host by default.
        var variable = key.IsGiven ? key.Variable : apiBase is null ? provider.KeyVariable : null;
        var credential = key.IsGiven || variable is null ? key.Value : parameters.Environment.Find(variable);
        return common with
        {
            Provider = provider.Name,
            Model = target.Model,
            TakesProviderFromName = target.OfAny,
            ApiBase = apiBase ?? provider.ApiBase,
            ApiKey = credential is null ? null : new Secret(credential),
            KeyVariable = variable,
            UnavailableReason = WhyUnavailable(parameters, provider, apiBase, credential),
        };
    }

    private static string? WhyUnavailable(YamlSection parameters, ProviderEntry provider, Uri? apiBase, string? credential) => provider switch
    {
        _ when parameters.MissingVariables is { Count: > 0 } missing => $"{string.Join(", ", missing)} is not set",
        { Wire: Wire.Local } => null,
        _ when (apiBase ?? provider.ApiBase) is null => $"{provider.Name} needs an api_base",
        { KeyVariable: { } variable } when credential is null && apiBase is null => $"{variable} is not set",
        _ => null,
    };

    private static IEnumerable<ModelDeployment> Spread(ModelDeployment deployment, IReadOnlyList<string> organizations) =>
        organizations.Count == 0 ? [deployment] : organizations.Select(organization => deployment with
        {
            ExtraHeaders = new Dictionary<string, string>(deployment.ExtraHeaders, StringComparer.OrdinalIgnoreCase)
            {
                [OrganizationHeader] = organization,
            },
        });

    private static Uri? ReadApiBase(YamlSection parameters)
    {
        if (parameters.Text("api_base") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        parameters.Problem("api_base", "must be an absolute http or https address");
        return null;
    }

    private static RequestDefaults ReadDefaults(YamlSection parameters)
    {
        var (tokens, completion) = (parameters.Integer("max_tokens", min: 1), parameters.Integer("max_completion_tokens", min: 1));
        if (tokens is not null && completion is not null)
        {
            parameters.Problem("max_completion_tokens", "contradicts max_tokens: give one of the two (LiteLLM sends both)");
        }

        return new RequestDefaults(
            tokens ?? completion,
            (float?)parameters.Number("temperature", 0, 2),
            (float?)parameters.Number("top_p", 0, 1),
            (float?)parameters.Number("frequency_penalty", -2, 2),
            (float?)parameters.Number("presence_penalty", -2, 2),
            parameters.Integer("seed", int.MinValue),
            parameters.Texts("stop"));
    }

    private static Dictionary<string, string> ReadHeaders(YamlSection parameters)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (parameters.Section("extra_headers") is { } section)
        {
            foreach (var name in section.Keys())
            {
                headers[name] = section.Text(name) ?? "";
            }

            section.RejectMissingVariables();
        }

        return headers;
    }

    private static PhaseTimeouts? ReadTimeouts(YamlSection parameters, PhaseTimeouts timeouts)
    {
        var (timeout, stream) = (parameters.Seconds("timeout"), parameters.Seconds("stream_timeout"));
        if (timeout is null && stream is null)
        {
            return null;
        }

        var own = RouterSettingsReader.Within(timeouts, timeout);
        return stream is { } limit ? own with { FirstToken = limit, Idle = limit } : own;
    }

    private sealed record DeploymentKey(string? Value, string? Variable, bool IsGiven);
}
