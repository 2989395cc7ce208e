namespace Agentes.Routing;

/// <summary>Reads the intent of a message. Implementations are pure, deterministic and safe to share between threads.</summary>
public interface IIntentClassifier
{
    /// <summary>Names the rules or the trained model; stored with every decision so that decisions can be compared later.</summary>
    string Version { get; }

    /// <summary>Classifies one message. Accepts any string, also empty or malformed UTF-16, and does not throw.</summary>
    /// <param name="text">The customer's message.</param>
    /// <param name="recentTurns">What the customer wrote before, oldest first.</param>
    /// <param name="languageHint">Language tag of the message when known.</param>
    /// <returns>The posterior over the nine intents with its evidence.</returns>
    IntentPrediction Classify(string text, IReadOnlyList<string> recentTurns, string? languageHint);
}
