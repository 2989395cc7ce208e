using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>The limits of one organization, in the form in which calls meet them.</summary>
internal sealed class OrganizationLimits
{
    private static readonly List<AppliedLimit> None = [];

    private readonly (ModelLimit Row, CallLimit Limit)[] _limits;

    public OrganizationLimits(IEnumerable<ModelLimit> rows) => _limits = [.. rows.Select(row => (row, Of(row)))];

    /// <summary>Those that a call counts against, always in the same order; nothing is made when there are none.</summary>
    /// <param name="hashOf">Makes what stands for an end user; asked only when a limit needs it.</param>
    public List<AppliedLimit> For(CallDemand demand, Func<string, string> hashOf)
    {
        if (_limits.Length == 0)
        {
            return None;
        }

        List<AppliedLimit>? applied = null;
        foreach (var (row, limit) in _limits)
        {
            if (Counts(row, demand.Scope) && (limit.Models is not { } models || models.Allows(demand.Group) || models.Allows(demand.RequestedGroup)))
            {
                (applied ??= []).Add(new AppliedLimit(limit, row.Level is LimitLevel.EndUser ? hashOf(demand.Scope.EndUser!) : ""));
            }
        }

        return applied ?? None;
    }

    private static bool Counts(ModelLimit row, ModelGateway.CallScope scope) => row.Level switch
    {
        LimitLevel.Organization => true,
        LimitLevel.Team => scope.Team is { } team && team == row.Subject,
        LimitLevel.Key => scope.KeyId is { } key && Guid.Parse(row.Subject!) == key,
        _ => scope.EndUser is { } user && (row.Subject is null || row.Subject == user),
    };

    private static CallLimit Of(ModelLimit row) => new()
    {
        Id = row.Id,
        Models = row.Model is { } model ? new ModelAllowList([model]) : null,
        RequestsPerMinute = row.Rpm,
        TokensPerMinute = row.Tpm,
        Parallel = row.Parallel,
        BudgetUsd = row.BudgetUsd,
        Window = row.Window,
        Strict = row.Strict,
        IsWatched = row.SoftBudgetUsd is not null,
    };
}

/// <summary>A limit that a call counts against.</summary>
/// <param name="Limit">What it says.</param>
/// <param name="Subject">Whom it counts, where it counts several apart; else empty.</param>
internal readonly record struct AppliedLimit(CallLimit Limit, string Subject);
