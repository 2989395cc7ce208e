using System.Collections.Immutable;
using System.Globalization;

namespace Agentes.Routing;

/// <summary>
/// An ordered, readable table of rules. The first rule that applies wins; among rules of one tier the cheapest model comes first.
/// </summary>
public sealed class RoutingPolicy
{
    private const string Llama = "llama-3.2-3b";
    private const string Flash = "gemini-1.5-flash";
    private const string Haiku = "claude-3-haiku";
    private const string Sonnet = "claude-3-sonnet";
    private const string Opus = "claude-3-opus";

    private readonly ImmutableArray<IntentRules> _byIntent;

    /// <summary>Makes a policy and checks that it always has an answer.</summary>
    /// <param name="version">Name stored with every decision.</param>
    /// <param name="rules">The rules in order of precedence.</param>
    /// <exception cref="ArgumentException">
    /// An intent has no unconditional rule, a rule can never be reached, a tier or an intent is unknown, a label is blank,
    /// or no rule is of the fast tier (then a cap could not be kept).
    /// </exception>
    public RoutingPolicy(string version, IReadOnlyList<RoutingRule> rules)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        ArgumentNullException.ThrowIfNull(rules);
        Version = version;
        Rules = [.. rules];
        Validate(Rules);
        _byIntent = [.. Enum.GetValues<Intent>().Select(intent => new IntentRules(intent, Rules))];
    }

    /// <summary>The table of the specification: intent and lifetime value decide; exactly 1000 is not yet a valuable customer.</summary>
    public static RoutingPolicy Specification { get; } = new("specification-1",
    [
        new(Intent.Greeting, ModelTier.Fast, Llama),
        new(Intent.Faq, ModelTier.Fast, Llama),
        new(Intent.SimpleInfo, ModelTier.Fast, Llama),
        new(Intent.ProductQuery, ModelTier.Balanced, Haiku, ValueAbove: 1000m),
        new(Intent.ProductQuery, ModelTier.Fast, Flash),
        new(Intent.SupportBasic, ModelTier.Balanced, Haiku, ValueAbove: 1000m),
        new(Intent.SupportBasic, ModelTier.Fast, Flash),
        new(Intent.TechnicalSupport, ModelTier.Advanced, Sonnet),
        new(Intent.ComplexQuery, ModelTier.Advanced, Sonnet),
        new(Intent.SalesNegotiation, ModelTier.Premium, Opus),
        new(Intent.HighValueLead, ModelTier.Premium, Opus),
    ]);

    /// <summary>Name stored with every decision.</summary>
    public string Version { get; }

    /// <summary>The rules in order of precedence.</summary>
    public ImmutableArray<RoutingRule> Rules { get; }

    /// <summary>The first rule for an intent and a customer value.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="customerValue">Lifetime value in the currency of the organization.</param>
    /// <returns>The rule; there always is one.</returns>
    public RoutingRule RuleFor(Intent intent, decimal customerValue)
    {
        foreach (var rule in _byIntent[(int)intent].Rules)
        {
            if (rule.Applies(intent, customerValue))
            {
                return rule;
            }
        }

        throw new InvalidOperationException("A validated policy has a rule for every intent.");
    }

    /// <summary>The rule whose model a capped decision uses: the cheapest of the highest tier that the cap allows.</summary>
    internal RoutingRule CheapestAt(ModelTier cap)
    {
        RoutingRule? best = null;
        foreach (var rule in Rules)
        {
            if (rule.Tier <= cap && (best is null || rule.Tier > best.Tier))
            {
                best = rule;
            }
        }

        return best ?? throw new InvalidOperationException("A validated policy has a rule of the fast tier.");
    }

    /// <summary>Says on which side of a value limit the customer is; null when the value plays no part for this intent.</summary>
    internal string? ValueReason(Intent intent, decimal customerValue)
    {
        var entry = _byIntent[(int)intent];
        for (var i = 0; i < entry.Rules.Length; i++)
        {
            if (entry.Rules[i].ValueAbove is { } limit && customerValue > limit)
            {
                return entry.AboveCodes[i];
            }
        }

        return entry.UpToCode;
    }

    private static void Validate(ImmutableArray<RoutingRule> rules)
    {
        foreach (var rule in rules)
        {
            Require(Enum.IsDefined(rule.Intent) && Enum.IsDefined(rule.Tier), $"Unknown intent or tier in {rule}.");
            Require(!string.IsNullOrWhiteSpace(rule.ModelHint), $"A rule for {rule.Intent} names no model.");
        }

        foreach (var intent in Enum.GetValues<Intent>())
        {
            var unconditional = rules.Where(rule => rule.Intent == intent).ToList().FindIndex(rule => rule.ValueAbove is null);
            Require(unconditional >= 0, $"{intent} has no rule that holds for every customer.");
            Require(unconditional == rules.Count(rule => rule.Intent == intent) - 1, $"{intent} has a rule that can never be reached.");
        }

        Require(rules.Any(rule => rule.Tier == ModelTier.Fast), "No rule is of the fast tier, so a cap could not be kept.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message, nameof(Rules).ToLowerInvariant());
        }
    }

    private sealed class IntentRules
    {
        public IntentRules(Intent intent, IEnumerable<RoutingRule> rules)
        {
            Rules = [.. rules.Where(rule => rule.Intent == intent)];
            AboveCodes = [.. Rules.Select(rule => rule.ValueAbove is { } limit ? "value:above_" + Format(limit) : "")];
            var limits = Rules.Where(rule => rule.ValueAbove is not null).Select(rule => rule.ValueAbove!.Value).ToList();
            UpToCode = limits.Count == 0 ? null : "value:up_to_" + Format(limits.Min());
        }

        public ImmutableArray<RoutingRule> Rules { get; }

        public ImmutableArray<string> AboveCodes { get; }

        public string? UpToCode { get; }

        private static string Format(decimal limit) => limit.ToString("0.##", CultureInfo.InvariantCulture);
    }
}
