using System.Text.Json;
using Agentes.Platform.Http;
using Agentes.Platform.Routing;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>The recibo: what the router saw and chose for a reply, what answered, what it used and cost. Shown beside the reply, stored with it.</summary>
public sealed record ReplyReceipt
{
    public required string Intent { get; init; }

    /// <summary>0 to 1.</summary>
    public required double IntentConfidence { get; init; }

    public required IReadOnlyList<IntentShare> Posterior { get; init; }

    public required string Language { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Complexity { get; init; }

    public required IReadOnlyList<ComplexityPart> ComplexitySignals { get; init; }

    /// <summary>The contact's lifetime value, in the organization's currency.</summary>
    public required decimal CustomerValue { get; init; }

    /// <summary>1 to 4.</summary>
    public required int Tier { get; init; }

    public required string TierName { get; init; }

    /// <summary>The highest tier that the agent allows.</summary>
    public required int TierCap { get; init; }

    public required string ModelGroup { get; init; }

    public required string Model { get; init; }

    public required string Provider { get; init; }

    /// <summary>Extracted from the organization's own knowledge and catalogue, without a model.</summary>
    public required bool Local { get; init; }

    public required int InputTokens { get; init; }

    public required int OutputTokens { get; init; }

    public required int CachedTokens { get; init; }

    /// <summary>Null when the price of the model is unknown.</summary>
    public required decimal? CostUsd { get; init; }

    public required BaselineCost? Baseline { get; init; }

    /// <summary>The token counts were estimated because the provider gave none.</summary>
    public required bool Estimated { get; init; }

    /// <summary>The reply was kept from an equal question, or from one that is alike; it cost nothing.</summary>
    public bool FromCache { get; init; }

    /// <summary>What asking a model again would have cost, in USD; null when nothing was saved or the price is unknown.</summary>
    public decimal? SavedUsd { get; init; }

    public required IReadOnlyList<ReplySource> Sources { get; init; }

    public required IReadOnlyList<string> ReasonCodes { get; init; }

    public required int Attempts { get; init; }

    public required int Fallbacks { get; init; }

    public required int LatencyMs { get; init; }

    public required int FirstTokenMs { get; init; }

    public required string PolicyVersion { get; init; }

    public required string ClassifierVersion { get; init; }

    public int? AgentVersion { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The part that has no column of its own.</summary>
    internal string EvidenceJson() => JsonSerializer.Serialize(
        new Evidence(
            Posterior, Language, ComplexitySignals, TierCap, Local, Estimated, Sources, ReasonCodes, PolicyVersion, ClassifierVersion,
            FromCache, SavedUsd),
        StrictJson.Options);

    public static ReplyReceipt From(RoutingRecord record)
    {
        var evidence = JsonSerializer.Deserialize<Evidence>(record.Evidence, StrictJson.Options)!;
        return new ReplyReceipt
        {
            Intent = record.Intent,
            IntentConfidence = record.IntentConfidence,
            Posterior = evidence.Posterior,
            Language = evidence.Language,
            Complexity = record.Complexity,
            ComplexitySignals = evidence.ComplexitySignals,
            CustomerValue = record.CustomerValue,
            Tier = record.Tier,
            TierName = TierGroups.NameOf(record.Tier),
            TierCap = evidence.TierCap,
            ModelGroup = record.ModelGroup,
            Model = record.Model,
            Provider = record.Provider,
            Local = evidence.Local,
            InputTokens = record.InputTokens,
            OutputTokens = record.OutputTokens,
            CachedTokens = record.CachedTokens,
            CostUsd = record.CostUsd,
            Baseline = record.BaselineModel is { } model ? new BaselineCost(model, record.BaselineCostUsd) : null,
            Estimated = evidence.Estimated,
            FromCache = evidence.FromCache,
            SavedUsd = evidence.SavedUsd,
            Sources = evidence.Sources,
            ReasonCodes = evidence.ReasonCodes,
            Attempts = record.Attempts,
            Fallbacks = record.Fallbacks,
            LatencyMs = record.LatencyMs,
            FirstTokenMs = record.FirstTokenMs,
            PolicyVersion = evidence.PolicyVersion,
            ClassifierVersion = evidence.ClassifierVersion,
            AgentVersion = record.AgentVersion,
            DecidedAt = record.DecidedAt,
        };
    }

    private sealed record Evidence(
        IReadOnlyList<IntentShare> Posterior,
        string Language,
        IReadOnlyList<ComplexityPart> ComplexitySignals,
        int TierCap,
        bool Local,
        bool Estimated,
        IReadOnlyList<ReplySource> Sources,
        IReadOnlyList<string> ReasonCodes,
        string PolicyVersion,
        string ClassifierVersion,
        bool FromCache = false,
        decimal? SavedUsd = null);
}

/// <summary>The probability of one intent, 0 to 1.</summary>
public sealed record IntentShare(string Intent, double Probability);

/// <summary>What one signal adds to the complexity.</summary>
public sealed record ComplexityPart(string Name, double Contribution);

/// <summary>What the same tokens would have cost at the top tier's list price; null when that is unknown.</summary>
public sealed record BaselineCost(string Model, decimal? CostUsd);

/// <summary>Something of the organization's own that the reply could draw on.</summary>
/// <param name="Kind">knowledge or product.</param>
/// <param name="Score">How well it fits the question, 0 to 1.</param>
public sealed record ReplySource(string Kind, Guid Id, string Title, string Excerpt, double Score);
