using System.Text.Json.Serialization;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Models.Ledger;

namespace Agentes.Platform.Models.Usage;

/// <summary>A call as the API shows it.</summary>
/// <param name="KeyId">The API key; null for calls of conversations and of members.</param>
/// <param name="KeyName">What the key is called.</param>
/// <param name="EndUserHash">Stands for the person at the other end without saying who it is.</param>
/// <param name="Face">Which API it came in by: chat_completions, responses, embeddings, messages or in_process.</param>
/// <param name="CostUsd">US dollars; null when the price is unknown.</param>
/// <param name="Estimated">The counts were made from what was seen, because the provider gave none or the call was cut short.</param>
/// <param name="SavedUsd">US dollars that the platform's own cache saved.</param>
/// <param name="Decision">How the deployment was chosen; only when one call is asked for.</param>
public sealed record ModelCallResponse(
    Guid Id,
    Guid? KeyId,
    string? KeyName,
    string? Team,
    string? EndUserHash,
    Guid? ConversationId,
    Guid? MessageId,
    string Face,
    string RequestedModel,
    string ModelGroup,
    string Deployment,
    string Provider,
    string Model,
    CallStatus Status,
    string? ErrorCode,
    long InputTokens,
    long OutputTokens,
    long CachedTokens,
    long CacheWriteTokens,
    long ReasoningTokens,
    decimal? CostUsd,
    string? PriceSource,
    bool Estimated,
    bool FromCache,
    decimal? SavedUsd,
    int Attempts,
    int Fallbacks,
    int FirstTokenMs,
    int TotalMs,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelDecisionResponse? Decision = null)
{
    internal static ModelCallResponse From(ModelCallRecord call, IReadOnlyDictionary<Guid, string> keyNames) => new(
        call.Id,
        call.KeyId,
        call.KeyId is { } key ? keyNames.GetValueOrDefault(key) : null,
        call.Team,
        call.EndUserHash,
        call.ConversationId,
        call.MessageId,
        call.Face,
        call.RequestedModel,
        call.ModelGroup,
        call.Deployment,
        call.Provider,
        call.Model,
        call.Status,
        call.ErrorCode,
        call.InputTokens,
        call.OutputTokens,
        call.CachedTokens,
        call.CacheWriteTokens,
        call.ReasoningTokens,
        call.CostUsd is { } cost ? Trimmed(cost) : null,
        call.PriceSource,
        call.Estimated,
        call.FromCache,
        call.SavedUsd is { } saved ? Trimmed(saved) : null,
        call.Attempts,
        call.Fallbacks,
        call.FirstTokenMs,
        call.TotalMs,
        call.CreatedAt);

    /// <summary>Without the zeros that the column's precision adds.</summary>
    internal static decimal Trimmed(decimal amount) => amount / 1.0000000000000000000000000000m;
}
