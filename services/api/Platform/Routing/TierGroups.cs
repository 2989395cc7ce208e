using System.Collections.Frozen;
using System.Text.Json;
using Agentes.Routing;

namespace Agentes.Platform.Routing;

/// <summary>Maps what the router decides to what the model gateway can be asked for: only the platform knows both.</summary>
public static class TierGroups
{
    /// <summary>The group whose price is the yardstick of every receipt.</summary>
    public const string Top = "tier4-opus";

    /// <summary>The specification's model labels, and the groups of its gateway configuration.</summary>
    private static readonly FrozenDictionary<string, string> ByHint = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["llama-3.2-3b"] = "tier1-llama",
        ["gemini-1.5-flash"] = "tier1-gemini",
        ["claude-3-haiku"] = "tier2-haiku",
        ["claude-3-sonnet"] = "tier3-sonnet",
        ["claude-3-opus"] = Top,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Names = ["", "fast", "balanced", "advanced", "premium"];

    private static readonly FrozenDictionary<Intent, string> IntentNames =
        Enum.GetValues<Intent>().ToFrozenDictionary(intent => intent, intent => JsonNamingPolicy.SnakeCaseLower.ConvertName(intent.ToString()));

    public static string For(RoutingDecision decision) => ByHint[decision.ModelHint];

    public static string NameOf(int tier) => Names[tier];

    public static string NameOf(Intent intent) => IntentNames[intent];
}
