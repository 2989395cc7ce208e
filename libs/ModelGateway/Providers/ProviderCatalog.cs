using System.Collections.Frozen;

namespace Agentes.ModelGateway.Providers;

/// <summary>What is known of a provider by its prefix alone.</summary>
/// <param name="Name">Prefix of the model in the configuration.</param>
/// <param name="ApiBase">Root of its API; null when the deployment must name one.</param>
/// <param name="KeyVariable">Environment variable of its key; null when it needs none.</param>
/// <param name="TelemetryName">Its name in the semantic conventions.</param>
internal sealed record ProviderEntry(string Name, Uri? ApiBase, string? KeyVariable, string TelemetryName)
{
    /// <summary>The protocol it speaks.</summary>
    public Wire Wire { get; init; }
}

/// <summary>Protocols of model providers.</summary>
internal enum Wire
{
    /// <summary>Chat completions, which nearly every server speaks.</summary>
    OpenAI,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic,

    /// <summary>Google's generateContent.</summary>
    Gemini,

    /// <summary>No protocol: the reply is made in this process.</summary>
    Local,
}

/// <summary>The providers by prefix.</summary>
internal static class ProviderCatalog
{
    public const string Local = "local";

    public static ProviderEntry OpenAI { get; } = Hosted("openai", "https://api.openai.com/v1", "OPENAI_API_KEY");

    private static readonly FrozenDictionary<string, ProviderEntry> Entries = new ProviderEntry[]
    {
        OpenAI,
        Hosted("together_ai", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
        Hosted("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
        Hosted("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
        Hosted("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "mistral_ai"),
        Hosted("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
        Hosted("gemini", "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY", "gcp.gemini") with { Wire = Wire.Gemini },
        Hosted("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY") with { Wire = Wire.Anthropic },
        Hosted("ollama", "http://127.0.0.1:11434/v1", null),
        Hosted("ollama_chat", "http://127.0.0.1:11434/v1", null, "ollama"),
        new("hosted_vllm", null, null, "vllm"),
        new(Local, null, null, Local) { Wire = Wire.Local },
    }.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. Entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those with an address of their own.</summary>
    public static IReadOnlyList<ProviderEntry> WithAddress { get; } =
        [.. Entries.Values.Where(entry => entry.ApiBase is not null).OrderBy(entry => entry.Name, StringComparer.Ordinal)];

    public static ProviderEntry? Find(string name) => Entries.GetValueOrDefault(name);

    /// <summary>The protocol of a provider; whoever is not in the catalogue is a compatible server.</summary>
    public static Wire WireOf(string provider) => Find(provider)?.Wire ?? Wire.OpenAI;

    public static string TelemetryName(string provider) => Find(provider)?.TelemetryName ?? provider;

    /// <summary>Splits <c>prefix/model</c>; infers the provider of well-known names without prefix. Null when it is none of them.</summary>
    public static (ProviderEntry Provider, string Model)? Resolve(string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && Find(model[..slash]) is { } entry)
        {
            return (entry, model[(slash + 1)..]);
        }

        var inferred = model switch
        {
            _ when slash >= 0 => null,
            _ when model.StartsWith("claude-", StringComparison.Ordinal) => Find("anthropic"),
            _ when model.StartsWith("gpt-", StringComparison.Ordinal) || IsReasoningSeries(model) => OpenAI,
            _ => null,
        };
        return inferred is null ? null : (inferred, model);
    }

    // o1, o3-mini, o4-mini, …
    private static bool IsReasoningSeries(string model) => model.Length >= 2 && model[0] == 'o' && char.IsAsciiDigit(model[1]);

    private static ProviderEntry Hosted(string name, string apiBase, string? keyVariable, string? telemetryName = null) =>
        new(name, new Uri(apiBase), keyVariable, telemetryName ?? name);
}
