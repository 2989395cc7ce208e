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

    public static void Write(HttpRequestMessage request, AnthropicPlan plan)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation(Version, plan.Version);
        if (plan.Deployment.ApiKey is { } key)
        {
            headers.TryAddWithoutValidation(Key, key.Reveal());
        }

        var beta = plan.Options.AdditionalProperties?.GetValueOrDefault(BetaProperty) as string;
        foreach (var (name, value) in plan.Deployment.ExtraHeaders)
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
