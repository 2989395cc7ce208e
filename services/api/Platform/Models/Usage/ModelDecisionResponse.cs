using System.Text.Json;

namespace Agentes.Platform.Models.Usage;

/// <summary>How a call found its model.</summary>
/// <param name="Strategy">How one of several deployments was chosen.</param>
/// <param name="Requested">Group that the caller named.</param>
/// <param name="Note">Why the call ended without a model, where that does not follow from the attempts.</param>
/// <param name="Choices">One for each attempt, in their order; the last ones may have found nothing to try.</param>
public sealed record ModelDecisionResponse(string Strategy, string Requested, string? Note, IReadOnlyList<ModelChoiceResponse> Choices)
{
    private static readonly JsonSerializerOptions Stored = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static ModelDecisionResponse? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<ModelDecisionResponse>(json, Stored);
}

/// <summary>One choice among the deployments of a group.</summary>
/// <param name="Attempt">What came of it; null when nothing could be tried.</param>
public sealed record ModelChoiceResponse(string Group, IReadOnlyList<ModelCandidateResponse> Candidates, ModelAttemptResponse? Attempt);

/// <summary>A deployment that could have taken the call.</summary>
/// <param name="Verdict">
/// chosen, chosen_as_probe, chosen_by_affinity, lost_the_choice, not_drawn, no_weight, other_order, cooling_down, being_probed,
/// over_request_limit, over_token_limit, over_parallel_limit, failed_before, other_tags or unavailable.
/// </param>
/// <param name="Score">The better, the lower; only of those that were compared.</param>
/// <param name="Seconds">How long a reply was expected to take.</param>
/// <param name="LimitLeft">Part of its own limits that was free, 0 to 1.</param>
/// <param name="InFlight">Calls under way.</param>
/// <param name="Weight">Its part among its siblings.</param>
/// <param name="PriceFactor">How dear it is among its siblings.</param>
/// <param name="Until">When its cooldown ends.</param>
/// <param name="Failure">Code of the failure that counts against it.</param>
/// <param name="Reason">Why it cannot be called at all.</param>
public sealed record ModelCandidateResponse(
    string Deployment,
    string Verdict,
    double? Score,
    double? Seconds,
    double? LimitLeft,
    int? InFlight,
    double? Weight,
    double? PriceFactor,
    DateTimeOffset? Until,
    string? Failure,
    string? Reason);

/// <summary>One call to a provider.</summary>
/// <param name="Outcome">answered, or the code of the failure.</param>
/// <param name="Status">HTTP status of a failure, where there was one.</param>
/// <param name="Milliseconds">Until the first piece, or until it failed.</param>
public sealed record ModelAttemptResponse(string Deployment, string Outcome, int? Status, double Milliseconds);
