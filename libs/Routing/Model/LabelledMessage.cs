namespace Agentes.Routing;

/// <summary>A message and the intent that a person, or what happened afterwards, gave it.</summary>
/// <param name="Text">What the customer wrote.</param>
/// <param name="Intent">What was wanted.</param>
/// <param name="Language">Language tag when known.</param>
public readonly record struct LabelledMessage(string Text, Intent Intent, string? Language = null);
