namespace Agentes.Routing;

/// <summary>What a model read, without its evidence; the posterior is where the caller asked for it.</summary>
/// <param name="Intent">The most probable intent.</param>
/// <param name="Confidence">Its probability, 0..1.</param>
/// <param name="Abstained">True when the model knows too little of the message, or finds no intent more likely than the others.</param>
public readonly record struct IntentReading(Intent Intent, double Confidence, bool Abstained);
