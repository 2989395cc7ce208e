namespace Agentes.Routing;

/// <summary>The probability of one intent.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Probability">0..1; the nine of one posterior sum to 1.</param>
public readonly record struct IntentProbability(Intent Intent, double Probability);
