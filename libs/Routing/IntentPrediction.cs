namespace Agentes.Routing;

/// <summary>What a classifier believes about a message.</summary>
/// <param name="Intent">The most probable intent.</param>
/// <param name="Posterior">All nine intents in the order of <see cref="Routing.Intent"/>; the probabilities sum to 1.</param>
/// <param name="Cues">Names of the evidence for <paramref name="Intent"/>, strongest first, snake_case; empty when there is none.</param>
/// <param name="Abstained">True when nothing spoke for any intent and <paramref name="Intent"/> is only the cheap default.</param>
/// <param name="Inherited">True when the evidence came from the turns before, because the message alone said too little.</param>
public sealed record IntentPrediction(
    Intent Intent,
    IReadOnlyList<IntentProbability> Posterior,
    IReadOnlyList<string> Cues,
    bool Abstained = false,
    bool Inherited = false)
{
    /// <summary>
    /// Words of the message, folded, that spoke for <see cref="Intent"/> most, strongest first. Only words that the model was trained on.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Probability of <see cref="Intent"/>, 0..1.</summary>
    public double Confidence => Posterior[(int)Intent].Probability;
}
