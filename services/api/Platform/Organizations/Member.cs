using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Organizations;

/// <summary>A person who works in an organization. The person's login lives outside it, in the auth schema or at Supabase.</summary>
public sealed class Member : Entity
{
    private Member()
    {
    }

    public Member(Guid organizationId, Guid userId, string email, string name, Role role, DateTimeOffset now)
    {
        OrganizationId = organizationId;
        UserId = userId;
        Email = email;
        Name = name;
        Role = role;
        CreatedAt = UpdatedAt = now;
    }

    /// <summary>The subject of the access token.</summary>
    public Guid UserId { get; private init; }

    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    public void ChangeRole(Role role, DateTimeOffset now)
    {
        Role = role;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Member>
    {
        public void Configure(EntityTypeBuilder<Member> builder)
        {
            builder.ToTable("members");
            builder.Property(m => m.Email).HasMaxLength(320);
            builder.Property(m => m.Name).HasMaxLength(120);
            builder.HasIndex(m => new { m.OrganizationId, m.UserId }).IsUnique().HasFilter("deleted_at IS NULL");
            builder.HasIndex(m => new { m.OrganizationId, m.Id });
            builder.HasIndex(m => m.UserId);
            builder.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
