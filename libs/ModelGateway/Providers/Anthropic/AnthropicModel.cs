using System.Globalization;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// What a model takes, read from its name. Each generation refuses requests that the one before it asked for, so a request is written for
/// its model. A name without a version, such as that of a compatible server, gets what has always worked.
/// </summary>
/// <param name="Family">Haiku, Sonnet, Opus or whatever comes next; empty when the name has none.</param>
/// <param name="Version">Ten times the major version plus the minor one: 35, 45, 50; 0 when unknown.</param>
internal readonly record struct AnthropicModel(string Family, int Version)
{
    private const int LongestVersionPart = 2;
    private const string Opus = "opus";
    private const string Sonnet = "sonnet";
    private const string Haiku = "haiku";

    /// <summary>Largest reply in tokens; null when unknown.</summary>
    public int? MaxOutputTokens => Version switch
    {
        0 => null,
        < 35 => 4_096,
        < 37 => 8_192,
        40 or 41 when Family == Opus => 32_000,
        < 46 => 64_000,
        < 50 when Family != Opus => 64_000,
        _ => 128_000,
    };

    /// <summary>Temperature and the like are accepted at all.</summary>
    public bool TakesSampling => Version < 47;

    /// <summary>Either temperature or top_p, not both.</summary>
    public bool TakesOneSampling => Version >= 45 || (Version == 41 && Family == Opus);

    /// <summary>A last message of the assistant is continued instead of refused.</summary>
    public bool TakesPrefill => Version < 46;

    /// <summary>A tool can be demanded by <c>tool_choice</c>.</summary>
    public bool TakesForcedTools => Version < 51 || Family == Haiku;

    /// <summary>Replies can be held to a schema without the detour through a tool.</summary>
    public bool HasNativeSchema => Version >= 45;

    public bool CanThink => Version is 0 or >= 37;

    /// <summary>Decides itself how much to think, within an effort; before that the request names a budget.</summary>
    public bool ThinksAdaptively => Version >= 46;

    /// <summary>Thinks unless told otherwise.</summary>
    public bool ThinksByDefault => Version >= 50;

    /// <summary>Shows a summary of its thinking only when asked.</summary>
    public bool HasThinkingDisplay => Version >= 47;

    /// <summary>Word for the effort above <c>high</c>.</summary>
    public string HighestEffort => Version >= 47 ? "xhigh" : "max";

    /// <summary>The <c>thinking.type</c> that thinks least; null when saying nothing is all that can be done.</summary>
    public string? LeastThinking => Version switch
    {
        < 50 => null,
        50 => "disabled",
        _ when Family == Haiku => "disabled",
        _ when Family == Sonnet => "between_tools",
        _ => null,
    };

    /// <summary>Prompts below this size are not cached, in tokens.</summary>
    public int MinCachedTokens => Version switch
    {
        >= 50 => 512,
        >= 45 when Family != Sonnet => 4_096,
        _ when Family == Haiku => 2_048,
        _ => 1_024,
    };

    /// <summary>Reads <c>claude-3-5-sonnet-20241022</c>, <c>claude-opus-4-1</c>, <c>claude-sonnet-4.5@20250929</c> and so on.</summary>
    public static AnthropicModel Of(string name)
    {
        var family = "";
        int? major = null, minor = null;
        var at = name.IndexOf("claude", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return new AnthropicModel(family, 0);
        }

        var rest = name.AsSpan(at + "claude".Length);
        foreach (var range in rest.SplitAny('-', '.', '@', '/'))
        {
            var part = rest[range];
            if (part.Length <= LongestVersionPart && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            {
                minor = major is null ? null : minor ?? n;
                major ??= n;
            }
            else if (family.Length == 0 && part.Length > 0 && char.IsAsciiLetter(part[0]))
            {
                family = part.ToString().ToLowerInvariant();
            }
        }

        return new AnthropicModel(family, ((major ?? 0) * 10) + (minor ?? 0));
    }
}
