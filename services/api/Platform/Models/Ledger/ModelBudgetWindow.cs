using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Models.Ledger;

/// <summary>What one budget has taken in one window. Changed in the transaction that writes the calls down, so the two cannot differ.</summary>
public sealed class ModelBudgetWindow : IOwnedByOrganization
{
    private ModelBudgetWindow()
    {
    }

    public Guid OrganizationId { get; private init; }

    public Guid LimitId { get; private init; }

    /// <summary>The hash that stands for an end user, where a limit gives each his own budget; else empty.</summary>
    public string Subject { get; private init; } = "";

    public DateTimeOffset WindowStart { get; private init; }

    /// <summary>US dollars of the calls that were written down.</summary>
    public decimal SpentUsd { get; private init; }

    /// <summary>US dollars that nodes hold in advance: the sum of their leases.</summary>
    public decimal LeasedUsd { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelBudgetWindow>
    {
        public void Configure(EntityTypeBuilder<ModelBudgetWindow> builder)
        {
            builder.ToTable("model_budget_windows");
            builder.HasKey(w => new { w.OrganizationId, w.LimitId, w.Subject, w.WindowStart });
            builder.Property(w => w.Subject).HasMaxLength(64);
            builder.Property(w => w.SpentUsd).HasPrecision(28, 14);
            builder.Property(w => w.LeasedUsd).HasPrecision(28, 14);
            builder.HasOne<Organization>().WithMany().HasForeignKey(w => w.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
