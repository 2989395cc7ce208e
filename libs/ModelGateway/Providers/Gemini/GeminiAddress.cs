namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>The addresses of a model's operations.</summary>
internal static class GeminiAddress
{
    private const string Version = "/v1beta";
    private const string CompatibleSuffix = "/openai";

    /// <param name="deployment">Where, and which model.</param>
    /// <param name="operation">With its query.</param>
    public static string Of(ModelDeployment deployment, string operation) =>
        $"{RootOf(deployment.ApiBase!)}/{PathOf(deployment.Model)}:{operation}";

    // An api_base may name the host alone, a version, or the address of the OpenAI-compatible API at the same host.
    private static string RootOf(Uri apiBase)
    {
        var root = apiBase.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (root.EndsWith(CompatibleSuffix, StringComparison.Ordinal))
        {
            root = root[..^CompatibleSuffix.Length];
        }

        var hasVersion = apiBase.Segments.Any(segment => segment is ['v', >= '0' and <= '9', ..]);
        return hasVersion ? root : root + Version;
    }

    /// <summary>The model as the API names it. It may come from a caller: it must not reach beyond its place in the path.</summary>
    public static string PathOf(string model)
    {
        foreach (var collection in (ReadOnlySpan<string>)["models/", "tunedModels/"])
        {
            if (model.StartsWith(collection, StringComparison.Ordinal))
            {
                return collection + Uri.EscapeDataString(model[collection.Length..]);
            }
        }

        return "models/" + Uri.EscapeDataString(model);
    }
}
