using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Contacts;

/// <summary>One alias under which a contact is known; a normalized value belongs to one contact of an organization.</summary>
public sealed class ContactIdentity : IOwnedByOrganization
{
    private ContactIdentity()
    {
    }

    internal ContactIdentity(Guid organizationId, Guid contactId, IdentityKind kind, string value, DateTimeOffset now)
    {
        OrganizationId = organizationId;
        ContactId = contactId;
        Kind = kind;
        Value = value;
        CreatedAt = now;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid OrganizationId { get; private init; }

    public Guid ContactId { get; private init; }

    public IdentityKind Kind { get; private init; }

    /// <summary>Normalized: phones in E.164, e-mails in lower case, external ids as given.</summary>
    public string Value { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ContactIdentity>
    {
        public void Configure(EntityTypeBuilder<ContactIdentity> builder)
        {
            builder.ToTable("contact_identities");
            builder.Property(i => i.Value).HasMaxLength(320);
            builder.HasIndex(i => new { i.OrganizationId, i.Kind, i.Value }).IsUnique();
            builder.HasIndex(i => new { i.ContactId, i.OrganizationId });
        }
    }
}

/// <summary>What sort of alias an identity is.</summary>
public enum IdentityKind
{
    Phone,
    Email,
    External,
}
