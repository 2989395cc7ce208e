namespace Agentes.ModelGateway.Admission;

/// <summary>What calls with something in common may take together.</summary>
public sealed record CallLimit
{
    /// <summary>Stable name of the limit.</summary>
    public required Guid Id { get; init; }

    /// <summary>Models whose calls count, with wildcards; null for all.</summary>
    public ModelAllowList? Models { get; init; }

    /// <summary>Most calls in any 60 seconds; null for no limit.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Most tokens, of prompts and replies together, in any 60 seconds; null for no limit.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Most calls at the same time; null for no limit.</summary>
    public int? Parallel { get; init; }

    /// <summary>Most USD in one window; null for no limit.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>What its calls cost is added up, though there may be no limit to it.</summary>
    public bool IsWatched { get; init; }

    /// <summary>How long the budget lasts.</summary>
    public BudgetWindow Window { get; init; }

    /// <summary>
    /// The budget is never exceeded, not by a cent: prompts are counted as the most that they can be, and a reply may not be longer than what
    /// is left pays for.
    /// </summary>
    public bool Strict { get; init; }
}
