using System.ComponentModel.DataAnnotations;
using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>What a limit says.</summary>
public sealed record ModelLimitFields : IValidatableObject
{
    private const string LargestBudget = "1000000000";

    public required LimitLevel Level { get; init; }

    /// <summary>The team's name, the key's id or the end user's id; absent for the organization, and to give every end user one of his own.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Subject { get; init; }

    /// <summary>Model or group whose calls count; a * stands for any text. All when absent.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Model { get; init; }

    [Range(1, int.MaxValue)]
    public int? Rpm { get; init; }

    [Range(1, 1_000_000_000_000)]
    public long? Tpm { get; init; }

    [Range(1, 100_000)]
    public int? Parallel { get; init; }

    [Range(typeof(decimal), "0", LargestBudget, ParseLimitsInInvariantCulture = true)]
    public decimal? BudgetUsd { get; init; }

    /// <summary>none (for ever), minute, hour, day, week or month; they begin at round instants of UTC, weeks on Monday.</summary>
    public BudgetWindow? Window { get; init; }

    [Range(typeof(decimal), "0", LargestBudget, ParseLimitsInInvariantCulture = true)]
    public decimal? SoftBudgetUsd { get; init; }

    /// <summary>Not a cent more than the budget: prompts count as the most they can be, replies end where the budget does.</summary>
    public bool? Strict { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Rpm is null && Tpm is null && Parallel is null && BudgetUsd is null && SoftBudgetUsd is null)
        {
            yield return new ValidationResult("A limit needs rpm, tpm, parallel, budget_usd or soft_budget_usd.", [nameof(BudgetUsd)]);
        }

        if (Level is LimitLevel.Organization != Subject is null && Level is not LimitLevel.EndUser)
        {
            yield return new ValidationResult("A team or key has to be named; the organization is this one.", [nameof(Subject)]);
        }

        if (Level is LimitLevel.Key && Subject is not null && !Guid.TryParse(Subject, out _))
        {
            yield return new ValidationResult("A key is named by its id.", [nameof(Subject)]);
        }

        if (Model?.Count(c => c == '*') > 1)
        {
            yield return new ValidationResult("A name takes one * at most.", [nameof(Model)]);
        }
    }

    internal static ModelLimitFields Of(ModelLimit limit) => new()
    {
        Level = limit.Level,
        Subject = limit.Subject,
        Model = limit.Model,
        Rpm = limit.Rpm,
        Tpm = limit.Tpm,
        Parallel = limit.Parallel,
        BudgetUsd = limit.BudgetUsd,
        Window = limit.Window,
        SoftBudgetUsd = limit.SoftBudgetUsd,
        Strict = limit.Strict,
    };
}
