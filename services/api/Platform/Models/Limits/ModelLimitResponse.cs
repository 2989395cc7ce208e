using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>A limit as the API shows it.</summary>
/// <param name="SubjectName">What the key is called, where the limit is a key's.</param>
/// <param name="Budget">How the running window stands; null without a budget.</param>
/// <param name="Spent">What the running window has taken, by subject; empty where nothing was yet. Only when one limit is asked for.</param>
public sealed record ModelLimitResponse(
    Guid Id,
    LimitLevel Level,
    string? Subject,
    string? SubjectName,
    string? Model,
    int? Rpm,
    long? Tpm,
    int? Parallel,
    decimal? BudgetUsd,
    BudgetWindow Window,
    decimal? SoftBudgetUsd,
    bool Strict,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    RunningBudget? Budget,
    IReadOnlyList<SpentBudget> Spent)
{
    internal static ModelLimitResponse From(ModelLimit limit) => new(
        limit.Id,
        limit.Level,
        limit.Subject,
        null,
        limit.Model,
        limit.Rpm,
        limit.Tpm,
        limit.Parallel,
        limit.BudgetUsd,
        limit.Window,
        limit.SoftBudgetUsd,
        limit.Strict,
        limit.CreatedAt,
        limit.UpdatedAt,
        null,
        []);
}

/// <summary>The window of a budget that runs now.</summary>
/// <param name="SpentUsd">US dollars that it has taken; where each end user has a budget of his own, those of whoever took most.</param>
/// <param name="LeftUsd">US dollars that are left, never less than 0; null where there is only a soft budget.</param>
/// <param name="ResetsAt">When the next window begins; null for never.</param>
public sealed record RunningBudget(decimal SpentUsd, decimal? LeftUsd, DateTimeOffset? ResetsAt);

/// <summary>What one budget has taken.</summary>
/// <param name="Subject">The hash that stands for an end user; empty for other limits.</param>
/// <param name="WindowStart">When the window began.</param>
/// <param name="SpentUsd">US dollars.</param>
public sealed record SpentBudget(string Subject, DateTimeOffset WindowStart, decimal SpentUsd);
