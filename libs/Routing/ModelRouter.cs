namespace Agentes.Routing;

/// <summary>
/// Chooses the model tier for a message: intent and customer value by the policy, under the cap of the agent.
/// Pure and deterministic; share one instance between threads.
/// </summary>
/// <param name="classifier">Reads the intent.</param>
/// <param name="complexity">Estimates how hard the message is; recorded as evidence, the table of the policy decides.</param>
/// <param name="policy">The table.</param>
public sealed class ModelRouter(IIntentClassifier classifier, ComplexityEstimator complexity, RoutingPolicy policy)
{
    private const double HighConfidence = 0.6;
    private const double LowConfidence = 0.3;
    private const double HighComplexity = 0.5;
    private const double LowComplexity = 0.15;
    private const double StrongRetrieval = 0.6;
    private const double WeakRetrieval = 0.3;

    private static readonly string[] CapCodes = ["", "cap:tier_1", "cap:tier_2", "cap:tier_3", "cap:tier_4"];

    /// <summary>Decides one message. Accepts any text, also empty or malformed UTF-16.</summary>
    /// <param name="request">The message and what is known of the customer.</param>
    /// <returns>The decision with its evidence.</returns>
    /// <exception cref="ArgumentNullException">The request or its text is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="RoutingRequest.MaxTier"/> is not a tier.</exception>
    public RoutingDecision Decide(RoutingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Text);
        if (request.MaxTier is < ModelTier.Fast or > ModelTier.Premium)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.MaxTier, "The cap is not a tier.");
        }

        var language = LanguageDetector.Detect(request.Text, request.RecentTurns, request.LanguageHint);
        var prediction = classifier.Classify(request.Text, request.RecentTurns, language);
        var level = complexity.Estimate(request.Text, request.RecentTurns, out var signals);
        var rule = policy.RuleFor(prediction.Intent, request.CustomerValue);
        var capped = rule.Tier > request.MaxTier;
        var chosen = capped ? policy.CheapestAt(request.MaxTier) : rule;
        return new RoutingDecision
        {
            Tier = chosen.Tier,
            ModelHint = chosen.ModelHint,
            Intent = prediction.Intent,
            Confidence = prediction.Confidence,
            Posterior = prediction.Posterior,
            Complexity = level,
            ComplexitySignals = signals,
            Language = language,
            ReasonCodes = Explain(request, prediction, rule, level, capped),
            PolicyVersion = policy.Version,
            ClassifierVersion = classifier.Version,
        };
    }

    private string[] Explain(RoutingRequest request, IntentPrediction prediction, RoutingRule rule, double level, bool capped)
    {
        var codes = new List<string>(12) { IntentNames.ReasonCodeOf(prediction.Intent), rule.ReasonCode };
        if (policy.ValueReason(prediction.Intent, request.CustomerValue) is { } value)
        {
            codes.Add(value);
        }

        if (capped)
        {
            codes.Add(CapCodes[(int)request.MaxTier]);
        }

        foreach (var cue in prediction.Cues)
        {
            codes.Add("cue:" + cue);
        }

        foreach (var word in prediction.Words)
        {
            codes.Add("word:" + word);
        }

        if (prediction.Inherited)
        {
            codes.Add("context:previous_turn");
        }

        var low = prediction.Abstained || prediction.Confidence < LowConfidence;
        codes.Add(low ? "confidence:low" : prediction.Confidence >= HighConfidence ? "confidence:high" : "confidence:medium");
        codes.Add(level >= HighComplexity ? "complexity:high" : level < LowComplexity ? "complexity:low" : "complexity:medium");
        if (request.TopRetrievalScore is { } score)
        {
            codes.Add(score >= StrongRetrieval ? "retrieval:strong" : score >= WeakRetrieval ? "retrieval:medium" : "retrieval:weak");
        }

        return [.. codes];
    }
}
