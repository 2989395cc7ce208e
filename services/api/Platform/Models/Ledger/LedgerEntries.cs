using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Ledger;

namespace Agentes.Platform.Models.Ledger;

/// <summary>Calls as they are written down.</summary>
internal static class LedgerEntries
{
    /// <summary>Digits behind the point that the ledger keeps.</summary>
    private const int Digits = 14;

    public static CallEntry Begun(CallDemand demand, string? endUserHash, DateTimeOffset now)
    {
        var scope = demand.Scope;
        return new CallEntry
        {
            CallId = demand.CallId,
            TenantId = scope.TenantId,
            KeyId = scope.KeyId,
            Team = scope.Team,
            EndUserHash = endUserHash,
            ConversationId = scope.ConversationId,
            MessageId = scope.MessageId,
            Face = demand.Face,
            RequestedGroup = demand.RequestedGroup,
            Group = demand.Group,
            CreatedAt = now,
            InputTokens = demand.InputTokens,
        };
    }

    public static CallEntry Ended(CallEntry begun, CallOutcome outcome, decimal charged)
    {
        var receipt = outcome.Receipt;
        return begun with
        {
            Status = outcome.Status,
            ErrorCode = outcome.Code,
            Group = receipt.Group,
            Deployment = receipt.DeploymentId,
            Provider = receipt.Provider,
            Model = receipt.Model,
            InputTokens = receipt.InputTokens,
            OutputTokens = receipt.OutputTokens,
            CachedTokens = receipt.CachedTokens,
            CacheWriteTokens = receipt.CacheWriteTokens + receipt.CacheWriteLongTokens,
            ReasoningTokens = receipt.ReasoningTokens,
            CostUsd = receipt.CostUsd is { } cost ? decimal.Round(cost, Digits) : null,
            ChargedUsd = charged,
            PriceSource = receipt.PriceSource,
            Estimated = receipt.Estimated,
            FromCache = receipt.Cached,
            SavedUsd = receipt.SavedUsd is { } saved ? decimal.Round(saved, Digits) : null,
            Attempts = receipt.Attempts,
            Fallbacks = receipt.Fallbacks,
            FirstTokenMs = (int)receipt.FirstToken.TotalMilliseconds,
            TotalMs = (int)receipt.Total.TotalMilliseconds,
            Decision = receipt.Decision.ToUtf8Json(),
        };
    }
}
