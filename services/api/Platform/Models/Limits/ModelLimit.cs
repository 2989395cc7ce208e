using Agentes.ModelGateway.Admission;
using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Models.Limits;

/// <summary>What the calls of an organization, a team, a key or an end user may take of the models together.</summary>
public sealed class ModelLimit : Entity
{
    private ModelLimit()
    {
    }

    public ModelLimit(ModelLimitFields fields, DateTimeOffset now)
    {
        Apply(fields, now);
        CreatedAt = now;
    }

    public LimitLevel Level { get; private set; }

    /// <summary>Whose calls count: a team's name, a key's id, an end user's id; null for the organization, and for each end user of his own.</summary>
    public string? Subject { get; private set; }

    /// <summary>Model or group whose calls count, with wildcards; null for all.</summary>
    public string? Model { get; private set; }

    /// <summary>Calls in any 60 seconds.</summary>
    public int? Rpm { get; private set; }

    /// <summary>Tokens in any 60 seconds.</summary>
    public long? Tpm { get; private set; }

    /// <summary>Calls at the same time.</summary>
    public int? Parallel { get; private set; }

    /// <summary>US dollars in a window.</summary>
    public decimal? BudgetUsd { get; private set; }

    public BudgetWindow Window { get; private set; }

    /// <summary>US dollars of a window beyond which the operators are told; nothing is refused.</summary>
    public decimal? SoftBudgetUsd { get; private set; }

    /// <summary>Not a cent more than the budget: long replies are cut off at what is left.</summary>
    public bool Strict { get; private set; }

    public void Apply(ModelLimitFields fields, DateTimeOffset now)
    {
        Level = fields.Level;
        Subject = fields.Subject;
        Model = fields.Model;
        Rpm = fields.Rpm;
        Tpm = fields.Tpm;
        Parallel = fields.Parallel;
        BudgetUsd = fields.BudgetUsd;
        Window = fields.Window ?? BudgetWindow.None;
        SoftBudgetUsd = fields.SoftBudgetUsd;
        Strict = fields.Strict ?? false;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelLimit>
    {
        public void Configure(EntityTypeBuilder<ModelLimit> builder)
        {
            builder.ToTable("model_limits");
            builder.Property(l => l.Subject).HasMaxLength(200);
            builder.Property(l => l.Model).HasMaxLength(200);
            builder.Property(l => l.BudgetUsd).HasPrecision(28, 14);
            builder.Property(l => l.SoftBudgetUsd).HasPrecision(28, 14);
            builder.HasIndex(l => new { l.OrganizationId, l.Id });
            builder.HasOne<Organization>().WithMany().HasForeignKey(l => l.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Whose calls a limit counts together.</summary>
public enum LimitLevel
{
    /// <summary>All of the organization's, those of its conversations too.</summary>
    Organization,

    /// <summary>Those of the keys in one team.</summary>
    Team,

    /// <summary>Those of one key.</summary>
    Key,

    /// <summary>Those on behalf of one person; without a subject, of each person on his own.</summary>
    EndUser,
}
