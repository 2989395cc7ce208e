using Agentes.Platform.Conversations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Routing;

/// <summary>The receipt of one reply: what the router saw and chose, which model answered, what it used and cost.</summary>
/// <remarks>Written once, in the transaction of the reply. The specification's columns are message_id, tier, model, response time, tokens and cost.</remarks>
public sealed class RoutingRecord : IOwnedByOrganization
{
    private RoutingRecord()
    {
    }

    /// <summary>The reply that this is the receipt of.</summary>
    public Guid MessageId { get; private init; }

    public Guid OrganizationId { get; private init; }

    public Guid ConversationId { get; private init; }

    public Guid AgentId { get; private init; }

    /// <summary>The number of the agent's published version, or null when its draft answered.</summary>
    public int? AgentVersion { get; private init; }

    public string Intent { get; private init; } = "";

    /// <summary>0 to 1.</summary>
    public float IntentConfidence { get; private init; }

    /// <summary>0 to 1.</summary>
    public float Complexity { get; private init; }

    /// <summary>The contact's lifetime value at the time of the decision.</summary>
    public decimal CustomerValue { get; private init; }

    /// <summary>1 to 4.</summary>
    public short Tier { get; private init; }

    public string ModelGroup { get; private init; } = "";

    public string Model { get; private init; } = "";

    public string Provider { get; private init; } = "";

    public int InputTokens { get; private init; }

    public int OutputTokens { get; private init; }

    public int CachedTokens { get; private init; }

    /// <summary>US dollars; null when the model's price is unknown, never a guess of 0.</summary>
    public decimal? CostUsd { get; private init; }

    public string? BaselineModel { get; private init; }

    /// <summary>What the same tokens would have cost at the top tier.</summary>
    public decimal? BaselineCostUsd { get; private init; }

    /// <summary>From the start of the turn to the last token, in milliseconds.</summary>
    public int LatencyMs { get; private init; }

    public int FirstTokenMs { get; private init; }

    public short Attempts { get; private init; }

    public short Fallbacks { get; private init; }

    /// <summary>The rest of the evidence (posterior, reasons, sources, versions) as JSON.</summary>
    public string Evidence { get; private init; } = "{}";

    public DateTimeOffset DecidedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RoutingRecord>
    {
        public void Configure(EntityTypeBuilder<RoutingRecord> builder)
        {
            builder.ToTable("routing_analytics");
            builder.HasKey(r => r.MessageId);
            builder.Property(r => r.MessageId).ValueGeneratedNever();
            builder.Property(r => r.Intent).HasMaxLength(40);
            builder.Property(r => r.CustomerValue).HasPrecision(18, 2);
            builder.Property(r => r.ModelGroup).HasMaxLength(100);
            builder.Property(r => r.Model).HasMaxLength(200);
            builder.Property(r => r.Provider).HasMaxLength(60);
            builder.Property(r => r.CostUsd).HasPrecision(18, 9);
            builder.Property(r => r.BaselineModel).HasMaxLength(200);
            builder.Property(r => r.BaselineCostUsd).HasPrecision(18, 9);
            builder.Property(r => r.Evidence).HasColumnType("jsonb");
            builder.HasIndex(r => new { r.OrganizationId, r.DecidedAt });
            builder.HasIndex(r => new { r.ConversationId, r.OrganizationId });
            builder.HasOne<Message>().WithOne().HasForeignKey<RoutingRecord>(r => r.MessageId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(r => new { r.ConversationId, r.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
