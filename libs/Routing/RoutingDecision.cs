namespace Agentes.Routing;

/// <summary>Which tier answers a message, and why.</summary>
public sealed record RoutingDecision
{
    /// <summary>The tier to use; never above the cap of the request.</summary>
    public required ModelTier Tier { get; init; }

    /// <summary>The model label of the policy, such as <c>claude-3-haiku</c>. The caller maps it to something it can call.</summary>
    public required string ModelHint { get; init; }

    /// <summary>The intent that the rule was chosen by.</summary>
    public required Intent Intent { get; init; }

    /// <summary>Probability of <see cref="Intent"/>, 0..1.</summary>
    public required double Confidence { get; init; }

    /// <summary>All nine intents with their probabilities, which sum to 1.</summary>
    public required IReadOnlyList<IntentProbability> Posterior { get; init; }

    /// <summary>How hard the message is, 0 (trivial) to 1.</summary>
    public required double Complexity { get; init; }

    /// <summary>What <see cref="Complexity"/> is made of.</summary>
    public required IReadOnlyList<ComplexitySignal> ComplexitySignals { get; init; }

    /// <summary>Detected language: <c>pt-BR</c>, <c>en</c>, <c>es</c>, the hint, or <c>und</c>.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// Stable codes that explain the decision, such as <c>intent:product_query</c> or <c>cap:tier_2</c>; the README lists them.
    /// </summary>
    public required IReadOnlyList<string> ReasonCodes { get; init; }

    /// <summary>Version of the policy that decided.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Version of the classifier that read the intent.</summary>
    public required string ClassifierVersion { get; init; }
}
