using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway.Ledger;

/// <summary>One call as it is written down for good.</summary>
public sealed record CallEntry
{
    /// <summary>The call's own id, unique and in the order of time.</summary>
    public required Guid CallId { get; init; }

    /// <summary>Who pays.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>Credential that made the call.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Group of credentials that the credential is in.</summary>
    public string? Team { get; init; }

    /// <summary>Stands for the person at the other end without saying who it is.</summary>
    public string? EndUserHash { get; init; }

    /// <summary>Conversation that the call was part of.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Message that the call answered.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Where it came in.</summary>
    public required string Face { get; init; }

    /// <summary>What the caller asked for.</summary>
    public required string RequestedGroup { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Budgets that it counts against.</summary>
    public IReadOnlyList<BudgetKey> Budgets { get; init; } = [];

    /// <summary>
    /// USD that the budgets are charged: the cost, or what was reserved where the price is unknown. As long as the call runs, what was reserved.
    /// </summary>
    public decimal ChargedUsd { get; init; }

    /// <summary>How it ended; a call that has not ended, because the process did, counts as broken off.</summary>
    public CallStatus Status { get; init; } = CallStatus.Truncated;

    /// <summary>Code of the failure.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Group that answered.</summary>
    public string Group { get; init; } = "";

    /// <summary>Deployment that answered; empty when none was tried.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>Its provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Its model.</summary>
    public string Model { get; init; } = "";

    /// <summary>Prompt tokens, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Reply tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Part of the input read from the provider's cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Part of the input written to it.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Part of the output spent on thinking.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>USD; null when the price is unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Where the price comes from.</summary>
    public string? PriceSource { get; init; }

    /// <summary>The counts were estimated.</summary>
    public bool Estimated { get; init; }

    /// <summary>The reply came from our own cache.</summary>
    public bool FromCache { get; init; }

    /// <summary>USD that the cache saved.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>Calls made upstream.</summary>
    public int Attempts { get; init; }

    /// <summary>Groups left behind.</summary>
    public int Fallbacks { get; init; }

    /// <summary>Milliseconds from the start to the first piece of the reply.</summary>
    public int FirstTokenMs { get; init; }

    /// <summary>Milliseconds from the start to the end.</summary>
    public int TotalMs { get; init; }

    /// <summary>How the deployment was chosen, as JSON in UTF-8; empty when it is not recorded.</summary>
    public ReadOnlyMemory<byte> Decision { get; init; }
}
