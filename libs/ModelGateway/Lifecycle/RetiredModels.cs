using System.Collections.Frozen;

namespace Agentes.ModelGateway.Lifecycle;

/// <summary>
/// Models that their providers have shut, or never had under that name. Small on purpose: what people copy from old configurations, with
/// the place where the end is published. A model that is not listed counts as living.
/// </summary>
internal static class RetiredModels
{
    private const string Anthropic = "Anthropic, model deprecations (docs.anthropic.com/en/docs/about-claude/model-deprecations)";
    private const string Google = "Google, Gemini deprecations (ai.google.dev/gemini-api/docs/deprecations)";
    private const string Together = "Together AI, list of models (docs.together.ai/docs/serverless-models)";

    private static readonly FrozenDictionary<(string Provider, string Model), RetiredModel> Table = new RetiredModel[]
    {
        new("anthropic", "claude-3-haiku-20240307", new(2026, 4, 20), "claude-haiku-4-5", Anthropic),
        new("anthropic", "claude-3-5-sonnet-20241022", new(2025, 10, 28), "claude-sonnet-4-6", Anthropic),
        new("anthropic", "claude-3-opus-20240229", new(2026, 1, 5), "claude-opus-4-8", Anthropic),
        // Of this one only the month is known here.
        new("gemini", "gemini-1.5-flash", new(2025, 9, 30), "gemini-flash-latest", Google),
        new("gemini", "gemini-2.0-flash", new(2026, 6, 1), "gemini-flash-latest", Google),
        new("together_ai", "Meta-Llama-3.2-3B-Instruct-Turbo", null, "meta-llama/Llama-3.2-3B-Instruct-Turbo", Together),
    }.ToFrozenDictionary(row => (row.Provider, row.Model));

    public static IEnumerable<RetiredModel> All => Table.Values;

    /// <summary>The life of a provider's model, and the model to call: its successor when redirects are on.</summary>
    public static (ModelLifecycle Lifecycle, string Model) Judge(string provider, string model, bool redirect)
    {
        if (!Table.TryGetValue((provider, model), out var row))
        {
            return (ModelLifecycle.Active(model), model);
        }

        var status = redirect ? LifecycleStatus.Redirected
            : row.RetiredOn is null ? LifecycleStatus.Misnamed
            : LifecycleStatus.Retired;
        return (new ModelLifecycle(status, model, row.RetiredOn, row.Successor, row.Source), redirect ? row.Successor : model);
    }
}

/// <summary>One row of the table.</summary>
/// <param name="Provider">Prefix of the provider.</param>
/// <param name="Model">Its name of the model.</param>
/// <param name="RetiredOn">Null when there never was a model of that name.</param>
/// <param name="Successor">The living model that its provider names as the next one of the family.</param>
/// <param name="Source">Where the end is published.</param>
internal sealed record RetiredModel(string Provider, string Model, DateOnly? RetiredOn, string Successor, string Source);
