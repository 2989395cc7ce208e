using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>A limit as the API shows it.</summary>
/// <param name="Spent">What the running window has taken, by subject; empty where nothing was yet. Only when one limit is asked for.</param>
public sealed record ModelLimitResponse(
    Guid Id,
    LimitLevel Level,
    string? Subject,
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
    IReadOnlyList<SpentBudget> Spent)
{
    internal static ModelLimitResponse From(ModelLimit limit) => new(
        limit.Id,
        limit.Level,
        limit.Subject,
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
        []);
}

/// <summary>What one budget has taken.</summary>
/// <param name="Subject">The hash that stands for an end user; empty for other limits.</param>
/// <param name="WindowStart">When the window began.</param>
/// <param name="SpentUsd">US dollars.</param>
public sealed record SpentBudget(string Subject, DateTimeOffset WindowStart, decimal SpentUsd);
