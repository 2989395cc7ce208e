namespace Agentes.Platform.Models.Ledger;

/// <summary>How calls of models are written down and paid for.</summary>
public sealed record LedgerOptions
{
    /// <summary>Size of the journal on the local disk, in bytes, that is not exceeded while the database is away.</summary>
    public long JournalBytes { get; init; } = 1L << 30;

    /// <summary>
    /// What happens when the journal is full, or a budget cannot be asked because the database is away: calls are refused, or with true go on
    /// unwritten and unlimited.
    /// </summary>
    public bool AllowUnwritten { get; init; }

    /// <summary>USD per input token that budgets count where the price of a model is unknown; null refuses such calls where there is a budget.</summary>
    public decimal? UnknownInputPrice { get; init; } = 0.000015m;

    /// <summary>USD per output token, likewise.</summary>
    public decimal? UnknownOutputPrice { get; init; } = 0.000075m;

    /// <summary>Tokens that a reply is expected to take when neither the caller nor experience says so.</summary>
    public int ExpectedOutputTokens { get; init; } = 1024;

    /// <summary>How long a call waits for others to give back what they reserved and do not need, before it is refused.</summary>
    public TimeSpan BudgetPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the row of a call is kept; zero for ever.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Whether other processes count the same calls, so that limits are kept in Redis.</summary>
    public bool IsShared { get; init; }
}
