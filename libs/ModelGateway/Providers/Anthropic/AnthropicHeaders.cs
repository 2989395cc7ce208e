using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Headers of a request: the key, the version of the protocol and what is in trial.</summary>
internal static class AnthropicHeaders
{
    /// <summary>A deployment chooses the version by naming this header among its own.</summary>
    public const string Version = "anthropic-version";

    /// <summary>Key on the options of a call for trial features that its caller needs, separated by commas.</summary>
    public const string BetaProperty = "gateway.anthropic_beta";

    private const string Key = "x-api-key";
    private const string Beta = "anthropic-beta";

    /// <param name="request">Where to write them.</param>
    /// <param name="deployment">Its key and its own headers.</param>
    /// <param name="options">May name trial features.</param>
    /// <param name="version">Version of the protocol.</param>
    public static void Write(HttpRequestMessage request, ModelDeployment deployment, ChatOptions options, string version)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation(Version, version);
        if (deployment.ApiKey is { } key)
        {
            headers.TryAddWithoutValidation(Key, key.Reveal());
        }

        var beta = options.AdditionalProperties?.GetValueOrDefault(BetaProperty) as string;
        foreach (var (name, value) in deployment.ExtraHeaders)
        {
            if (name.Equals(Beta, StringComparison.OrdinalIgnoreCase))
            {
                beta = $"{value},{beta}";
                continue;
            }

            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }

        if (beta is not null)
        {
            headers.TryAddWithoutValidation(Beta, string.Join(',', Words(beta)));
        }
    }

    private static IEnumerable<string> Words(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
}
