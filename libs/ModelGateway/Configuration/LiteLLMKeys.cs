using System.Collections.Frozen;

namespace Agentes.ModelGateway.Configuration;

/// <summary>What is done about a key of LiteLLM that this gateway does not read.</summary>
internal enum KeyFate
{
    /// <summary>Accepted; a note says why it changes nothing.</summary>
    Noted,

    /// <summary>An error: dropping it would change what the operator relies on.</summary>
    Refused,

    /// <summary>An error when it is switched on; off is what happens anyway.</summary>
    RefusedUnlessOff,
}

/// <summary>One key of LiteLLM.</summary>
/// <param name="Fate">Whether it is accepted.</param>
/// <param name="Reason">What LiteLLM does with it, and what happens here.</param>
internal sealed record ForeignKey(KeyFate Fate, string Reason);

/// <summary>
/// The keys of LiteLLM that nobody reads here, by section, each with what LiteLLM does with it. A limit or a guard is refused, because one
/// that is silently dropped is none; what only tunes LiteLLM itself is noted.
/// </summary>
internal static partial class LiteLLMKeys
{
    public static FrozenDictionary<string, ForeignKey> None { get; } = FrozenDictionary<string, ForeignKey>.Empty;

    public static FrozenDictionary<string, ForeignKey> RetryPolicy { get; } = Table(
        """
        BadRequestErrorRetries               ~ LiteLLM sends a refused request again; here it is reported at once
        ContentPolicyViolationErrorRetries   ~ LiteLLM sends a refused prompt again; here content_policy_fallbacks decide
        """);

    public static FrozenDictionary<string, ForeignKey> AllowedFailsPolicy { get; } = Table(
        """
        BadRequestErrorAllowedFails               ~ a refused request says nothing about a deployment and never cools it down
        ContentPolicyViolationErrorAllowedFails   ~ a refused prompt says nothing about a deployment and never cools it down
        """);

    public static FrozenDictionary<string, ForeignKey> StrategyArguments { get; } = Table(
        """
        rolling_window_size     ~ LiteLLM averages that many latencies; here an average forgets with time
        max_latency_list_size   ~ LiteLLM averages that many latencies; here an average forgets with time
        """);

    /// <summary>What LiteLLM does with a key that it does not know, by the kind of section.</summary>
    public static string FateOfUnknown(string section) => section switch
    {
        "model_list[].litellm_params" or "router_settings.default_litellm_params" => "LiteLLM hands it to the provider with every request",
        "model_list[].model_info" => "LiteLLM only lists it at /model/info",
        _ => "LiteLLM drops it in silence",
    };

    /// <summary>The section that LiteLLM reads this key in, if it is one that this gateway knows of; null otherwise.</summary>
    public static string? HomeOf(string name) => Homes.FirstOrDefault(home => home.Table.ContainsKey(name)).Section;

    private static (string Section, FrozenDictionary<string, ForeignKey> Table)[] Homes =>
    [
        ("model_list[].litellm_params", Parameters), ("model_list[].model_info", Information), ("router_settings", Router),
        ("litellm_settings", Settings), ("general_settings", General),
    ];

    // A line each: key, fate (! refused, ? refused unless off, ~ noted), reason.
    private static FrozenDictionary<string, ForeignKey> Table(string lines) => lines.Split('\n')
        .Select(line => line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenDictionary(
            parts => parts[0],
            parts => new ForeignKey(
                parts[1] switch { "!" => KeyFate.Refused, "?" => KeyFate.RefusedUnlessOff, _ => KeyFate.Noted },
                parts[2].Trim()),
            StringComparer.Ordinal);
}
