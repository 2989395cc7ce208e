using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Models.Ledger;

/// <summary>The part of a budget that one node may spend without asking. A node that no longer renews it has died, and it is free again.</summary>
public sealed class ModelBudgetLease : IOwnedByOrganization
{
    private ModelBudgetLease()
    {
    }

    public Guid OrganizationId { get; private init; }

    public Guid LimitId { get; private init; }

    public string Subject { get; private init; } = "";

    public DateTimeOffset WindowStart { get; private init; }

    public Guid NodeId { get; private init; }

    /// <summary>US dollars; what the node's calls have cost is no longer in it once they are written down.</summary>
    public decimal AmountUsd { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelBudgetLease>
    {
        public void Configure(EntityTypeBuilder<ModelBudgetLease> builder)
        {
            builder.ToTable("model_budget_leases");
            builder.HasKey(l => new { l.OrganizationId, l.LimitId, l.Subject, l.WindowStart, l.NodeId });
            builder.Property(l => l.Subject).HasMaxLength(64);
            builder.Property(l => l.AmountUsd).HasPrecision(28, 14);
            builder.HasIndex(l => l.NodeId);
            builder.HasOne<Organization>().WithMany().HasForeignKey(l => l.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
