using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Which provider and which of its models a deployment calls.</summary>
/// <param name="Provider">Whose API is called.</param>
/// <param name="Model">Its name of the model, which may have the star of a wildcard.</param>
/// <param name="OfAny">The caller's name decides about the provider too; this is one of those it may name.</param>
internal sealed record DeploymentTarget(ProviderEntry Provider, string Model, bool OfAny = false)
{
    private const string LocalModel = "extractive";
    private const string AnyModel = "*";

    /// <summary>The provider of <c>model</c>, or every hosted one for <c>*</c>; empty when it names none, and the problem is reported.</summary>
    public static IReadOnlyList<DeploymentTarget> Read(YamlSection parameters, string group, bool hasOwnAddress)
    {
        if (parameters.Text("model") is not { } model)
        {
            parameters.Problem("model", "is missing");
            return [];
        }

        if (WildcardName.IsWildcard(model) && !WildcardName.IsWildcard(group))
        {
            parameters.Problem("model", $"'{model}' is a wildcard, but model_name '{group}' is none: nothing would take the place of the *");
            return [];
        }

        if (model == AnyModel)
        {
            return hasOwnAddress
                ? [new DeploymentTarget(ProviderCatalog.OpenAI, AnyModel)]
                : [.. ProviderCatalog.WithAddress.Select(provider => new DeploymentTarget(provider, AnyModel, OfAny: true))];
        }

        if (ProviderCatalog.Resolve(model) is not { } resolved)
        {
            var prefix = model.Split('/')[0];
            parameters.Problem("model", $"'{model}' names no provider that is known here", Spelling.Nearest(prefix, ProviderCatalog.Names));
            return [];
        }

        if (resolved.Provider.Name == ProviderCatalog.Local && resolved.Model != LocalModel)
        {
            parameters.Problem("model", $"'{model}' is not a local model", $"{ProviderCatalog.Local}/{LocalModel}");
            return [];
        }

        return [new DeploymentTarget(resolved.Provider, resolved.Model)];
    }
}
