using System.Text.Json;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Conversions;

/// <summary>A goal that a contact reached, with its value: what the organization sells agents for.</summary>
public sealed class Conversion : Entity
{
    private Conversion()
    {
    }

    public Conversion(
        Guid contactId,
        Guid? conversationId,
        string goal,
        decimal? value,
        string currency,
        string? externalId,
        JsonDocument? metadata,
        DateTimeOffset occurredAt,
        DateTimeOffset now)
    {
        ContactId = contactId;
        ConversationId = conversationId;
        Goal = goal;
        Value = value;
        Currency = currency;
        ExternalId = externalId;
        Metadata = metadata;
        OccurredAt = occurredAt;
        CreatedAt = UpdatedAt = now;
    }

    public Guid ContactId { get; private init; }

    public Guid? ConversationId { get; private init; }

    public string Goal { get; private init; } = "";

    public decimal? Value { get; private init; }

    public string Currency { get; private init; } = "BRL";

    /// <summary>The id in the caller's system; recording it twice is the same conversion.</summary>
    public string? ExternalId { get; private init; }

    public JsonDocument? Metadata { get; private init; }

    public DateTimeOffset OccurredAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Conversion>
    {
        public void Configure(EntityTypeBuilder<Conversion> builder)
        {
            builder.ToTable("conversions");
            builder.Property(c => c.Goal).HasMaxLength(100);
            builder.Property(c => c.Value).HasPrecision(18, 2);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.Property(c => c.ExternalId).HasMaxLength(200);
            builder.HasIndex(c => new { c.OrganizationId, c.ExternalId }).IsUnique().HasFilter("external_id IS NOT NULL");
            builder.HasIndex(c => new { c.OrganizationId, c.OccurredAt });
            builder.HasIndex(c => new { c.ContactId, c.OrganizationId });
            builder.HasIndex(c => new { c.ConversationId, c.OrganizationId });
            builder.HasOne<Contact>().WithMany()
                .HasForeignKey(c => new { c.ContactId, c.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(c => new { c.ConversationId, c.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
