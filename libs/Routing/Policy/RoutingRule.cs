namespace Agentes.Routing;

/// <summary>One line of a routing policy: this intent, from customers worth this much, goes to this tier.</summary>
/// <param name="Intent">The intent that the rule is for.</param>
/// <param name="Tier">The tier that answers.</param>
/// <param name="ModelHint">The model label of that tier.</param>
/// <param name="ValueAbove">When set, the rule holds only for a customer value strictly above it, in the organization's currency.</param>
public sealed record RoutingRule(Intent Intent, ModelTier Tier, string ModelHint, decimal? ValueAbove = null)
{
    internal string ReasonCode { get; } = "rule:" + IntentNames.Of(Intent) + (ValueAbove is null ? "" : ".high_value");

    internal bool Applies(Intent intent, decimal customerValue) =>
        intent == Intent && (ValueAbove is not { } limit || customerValue > limit);
}
