using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Contacts;

/// <summary>A person who talks to agents, known under any number of identities (phone, e-mail, ids of other systems).</summary>
public sealed class Contact : Entity
{
    private Contact()
    {
    }

    public Contact(string? name, decimal lifetimeValue, string currency, JsonDocument? attributes, DateTimeOffset now, bool isDemo = false)
    {
        Name = name;
        LifetimeValue = decimal.Round(lifetimeValue, 2, MidpointRounding.AwayFromZero);
        Currency = currency;
        Attributes = attributes;
        IsDemo = isDemo;
        CreatedAt = UpdatedAt = now;
    }

    public string? Name { get; private set; }

    /// <summary>What the contact has spent so far, in <see cref="Currency"/>: the customer value of the routing table.</summary>
    public decimal LifetimeValue { get; private set; }

    public string Currency { get; private set; } = "BRL";

    /// <summary>Facts that the organization keeps about the contact: a flat JSON object.</summary>
    public JsonDocument? Attributes { get; private set; }

    public bool IsDemo { get; private init; }

    public List<ContactIdentity> Identities { get; private init; } = [];

    public void Edit(string? name, decimal lifetimeValue, string currency, JsonDocument? attributes, DateTimeOffset now)
    {
        Name = name;
        LifetimeValue = decimal.Round(lifetimeValue, 2, MidpointRounding.AwayFromZero);
        Currency = currency;
        Attributes = attributes;
        UpdatedAt = now;
    }

    public ContactIdentity Identify(IdentityKind kind, string value, DateTimeOffset now)
    {
        var identity = new ContactIdentity(OrganizationId, Id, kind, value, now);
        Identities.Add(identity);
        UpdatedAt = now;
        return identity;
    }

    /// <summary>False when the contact has no identity with this id.</summary>
    public bool Forget(Guid identityId, DateTimeOffset now)
    {
        UpdatedAt = now;
        return Identities.RemoveAll(i => i.Id == identityId) > 0;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Contact>
    {
        public void Configure(EntityTypeBuilder<Contact> builder)
        {
            builder.ToTable("contacts");
            builder.Property(c => c.Name).HasMaxLength(200);
            builder.Property(c => c.LifetimeValue).HasPrecision(18, 2);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.HasAlternateKey(c => new { c.Id, c.OrganizationId });
            builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(c => c.Identities).WithOne()
                .HasForeignKey(i => new { i.ContactId, i.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
