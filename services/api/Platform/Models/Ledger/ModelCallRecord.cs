using Agentes.ModelGateway.Admission;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Models.Ledger;

/// <summary>One call of a model: who asked for it, what answered, what it took and cost. Written once, never changed.</summary>
/// <remarks>Keys, conversations and messages are named, not referred to: the account of what was spent outlives them.</remarks>
public sealed class ModelCallRecord : IOwnedByOrganization
{
    private ModelCallRecord()
    {
    }

    /// <summary>The call's own id, in the order of time.</summary>
    public Guid Id { get; private init; }

    public Guid OrganizationId { get; private init; }

    /// <summary>The API key; null for calls of conversations and of members.</summary>
    public Guid? KeyId { get; private init; }

    public string? Team { get; private init; }

    /// <summary>Stands for the person at the other end without saying who it is.</summary>
    public string? EndUserHash { get; private init; }

    public Guid? ConversationId { get; private init; }

    public Guid? MessageId { get; private init; }

    /// <summary>Which API it came in by.</summary>
    public string Face { get; private init; } = "";

    public string RequestedModel { get; private init; } = "";

    public string ModelGroup { get; private init; } = "";

    public string Deployment { get; private init; } = "";

    public string Provider { get; private init; } = "";

    public string Model { get; private init; } = "";

    public CallStatus Status { get; private init; }

    public string? ErrorCode { get; private init; }

    public long InputTokens { get; private init; }

    public long OutputTokens { get; private init; }

    public long CachedTokens { get; private init; }

    public long CacheWriteTokens { get; private init; }

    public long ReasoningTokens { get; private init; }

    /// <summary>US dollars; null when the price is unknown, never 0 for that reason.</summary>
    public decimal? CostUsd { get; private init; }

    /// <summary>US dollars that budgets were charged: the cost, or a cautious guess where the price is unknown.</summary>
    public decimal ChargedAmount { get; private init; }

    public string? PriceSource { get; private init; }

    /// <summary>The counts were made from what was seen, because the provider gave none or the call was cut short.</summary>
    public bool Estimated { get; private init; }

    /// <summary>The reply came from the platform's own cache.</summary>
    public bool FromCache { get; private init; }

    public decimal? SavedUsd { get; private init; }

    public short Attempts { get; private init; }

    public short Fallbacks { get; private init; }

    public int FirstTokenMs { get; private init; }

    public int TotalMs { get; private init; }

    /// <summary>How the deployment was chosen, as JSON.</summary>
    public string? Decision { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelCallRecord>
    {
        public void Configure(EntityTypeBuilder<ModelCallRecord> builder)
        {
            builder.ToTable("model_calls");
            builder.Property(c => c.CostUsd).HasPrecision(28, 14);
            builder.Property(c => c.ChargedAmount).HasPrecision(28, 14);
            builder.Property(c => c.SavedUsd).HasPrecision(28, 14);
            builder.Property(c => c.Decision).HasColumnType("jsonb");
            builder.HasIndex(c => new { c.OrganizationId, c.Id });
            builder.HasIndex(c => new { c.OrganizationId, c.KeyId, c.CreatedAt });
            builder.HasIndex(c => new { c.OrganizationId, c.CreatedAt });
            builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
