using Agentes.ModelGateway.Admission;
using Agentes.Platform.Data;
using Agentes.Platform.Models.Usage;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

/// <summary>Adds to limits what changes with every call: how their budgets stand, and what their keys are called.</summary>
internal static class RunningBudgets
{
    public static async Task<List<ModelLimitResponse>> DescribeAsync(
        IReadOnlyList<ModelLimit> limits, PlatformDb db, DateTimeOffset now, CancellationToken ct)
    {
        var spent = await SpentAsync([.. limits.Where(HasBudget)], db, now, ct);
        var keys = limits.Where(limit => limit.Level is LimitLevel.Key).Select(limit => Guid.Parse(limit.Subject!));
        var names = await KeyNames.ReadAsync(db, [.. keys], ct);
        return limits.Select(limit => ModelLimitResponse.From(limit) with
        {
            SubjectName = limit.Level is LimitLevel.Key ? names.GetValueOrDefault(Guid.Parse(limit.Subject!)) : null,
            Budget = HasBudget(limit) ? BudgetOf(limit, spent.GetValueOrDefault(limit.Id), now) : null,
        }).ToList();
    }

    private static bool HasBudget(ModelLimit limit) => limit.BudgetUsd is not null || limit.SoftBudgetUsd is not null;

    private static RunningBudget BudgetOf(ModelLimit limit, decimal spent, DateTimeOffset now) => new(
        ModelCallResponse.Trimmed(spent),
        limit.BudgetUsd is { } budget ? ModelCallResponse.Trimmed(Math.Max(0, budget - spent)) : null,
        limit.Window.End(limit.Window.Start(now)));

    private static async Task<Dictionary<Guid, decimal>> SpentAsync(
        List<ModelLimit> limits, PlatformDb db, DateTimeOffset now, CancellationToken ct)
    {
        var spent = new Dictionary<Guid, decimal>();
        foreach (var alike in limits.GroupBy(limit => limit.Window.Start(now)))
        {
            var (start, ids) = (alike.Key, alike.Select(limit => limit.Id).ToList());
            var windows = await db.ModelBudgetWindows.Where(w => w.WindowStart == start && ids.Contains(w.LimitId))
                .GroupBy(w => w.LimitId).Select(w => new { w.Key, Most = w.Max(one => one.SpentUsd) }).ToListAsync(ct);
            windows.ForEach(window => spent[window.Key] = window.Most);
        }

        return spent;
    }
}
