using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Lifecycle;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>litellm_params</c> and the parts of <c>model_info</c> that name and price a deployment.</summary>
internal static class DeploymentReader
{
    private const string LocalModel = "extractive";

    /// <returns>Null when the entry names no model that can be called; the problem is reported.</returns>
    public static DeploymentDraft? Read(YamlSection parameters, YamlSection? info, string group, RouterSettings settings)
    {
        var model = parameters.Text("model");
        var apiBase = ReadApiBase(parameters);
        var key = parameters.Text("api_key");
        var keyIsNamed = parameters.Has("api_key");
        var defaults = ReadDefaults(parameters);
        var headers = ReadHeaders(parameters);
        var safety = SafetySettingsReader.Read(parameters);
        var (cooldown, retries, order) = (
            parameters.Seconds("cooldown_time", allowZero: true), parameters.Integer("num_retries"), parameters.Integer("order"));
        var weights = (parameters.Number("weight", 0, 1e9), parameters.Number("rpm", 0, 1e12), parameters.Number("tpm", 0, 1e15));
        var phases = ReadTimeouts(parameters, settings.Timeouts);
        var (id, baseModel) = (info?.Text("id"), info?.Text("base_model"));
        var price = ReadPrice(parameters, info);
        parameters.RejectUnread(LiteLLMKeys.Parameters);
        if (Resolve(parameters, model) is not var (provider, named))
        {
            return null;
        }

        // Only its own provider has shut a model: a server elsewhere may serve it under the old name for ever.
        var address = apiBase ?? provider.ApiBase;
        var (lifecycle, name) = address == provider.ApiBase
            ? RetiredModels.Judge(provider.Name, named, settings.RedirectRetired)
            : (ModelLifecycle.Active(named), named);
        var credential = key ?? (keyIsNamed || apiBase is not null ? null : DefaultKey(parameters, provider));
        return new DeploymentDraft(
            new ModelDeployment
            {
                Id = id ?? $"{group}:{provider.Name}/{name}",
                Provider = provider.Name,
                Model = name,
                ApiBase = address,
                ApiKey = credential is null ? null : new Secret(credential),
                Defaults = defaults,
                ExtraHeaders = headers,
                SafetySettings = safety,
                Order = order ?? 0,
                Price = price ?? PriceTable.Find(provider.Name, name) ?? PriceTable.Find(provider.Name, baseModel),
                Timeouts = phases,
                RetryCount = retries,
                Cooldown = cooldown,
                Lifecycle = lifecycle,
                UnavailableReason = WhyUnavailable(parameters, provider, address, credential, apiBase is not null),
            },
            weights.Item1,
            weights.Item2,
            weights.Item3);
    }

    private static (ProviderEntry Provider, string Model)? Resolve(YamlSection parameters, string? model)
    {
        if (model is null)
        {
            parameters.Problem("model", "is missing");
            return null;
        }

        if (ProviderCatalog.Resolve(model) is not { } resolved)
        {
            var prefix = model.Split('/')[0];
            parameters.Problem("model", $"'{model}' names no provider that is known here", Spelling.Nearest(prefix, ProviderCatalog.Names));
            return null;
        }

        if (resolved.Provider.Name == ProviderCatalog.Local && resolved.Model != LocalModel)
        {
            parameters.Problem("model", $"'{model}' is not a local model", $"{ProviderCatalog.Local}/{LocalModel}");
            return null;
        }

        return resolved;
    }

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

    // The provider's usual variable is only used for the provider's own address: a key must not travel to another host by default.
    private static string? DefaultKey(YamlSection parameters, ProviderEntry provider) =>
        provider.KeyVariable is { } variable ? parameters.Environment.Find(variable) : null;

    private static string? WhyUnavailable(
        YamlSection parameters, ProviderEntry provider, Uri? address, string? credential, bool ownAddress)
    {
        if (parameters.MissingVariables is { Count: > 0 } missing)
        {
            return $"{string.Join(", ", missing)} is not set";
        }

        if (provider.Name == ProviderCatalog.Local)
        {
            return null;
        }

        if (address is null)
        {
            return $"{provider.Name} needs an api_base";
        }

        return credential is null && !ownAddress && provider.KeyVariable is { } variable ? $"{variable} is not set" : null;
    }

    private static RequestDefaults ReadDefaults(YamlSection parameters) => new(
        parameters.Integer("max_tokens", min: 1) ?? parameters.Integer("max_completion_tokens", min: 1),
        (float?)parameters.Number("temperature", 0, 2),
        (float?)parameters.Number("top_p", 0, 1),
        (float?)parameters.Number("frequency_penalty", -2, 2),
        (float?)parameters.Number("presence_penalty", -2, 2),
        parameters.Integer("seed", int.MinValue),
        parameters.Texts("stop"));

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

    private static ModelPrice? ReadPrice(YamlSection parameters, YamlSection? info)
    {
        decimal? Read(string key) => parameters.Price(key) ?? info?.Price(key);
        var (input, output, cached) = (Read("input_cost_per_token"), Read("output_cost_per_token"), Read("cache_read_input_token_cost"));
        if (input is null && output is null && cached is null)
        {
            return null;
        }

        if (input is null || output is null)
        {
            parameters.Problem("input_cost_per_token", "half a price: give both input_cost_per_token and output_cost_per_token");
            return null;
        }

        return new ModelPrice(input.Value, output.Value, cached, Source: "configuration");
    }
}
