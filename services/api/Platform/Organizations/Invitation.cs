using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Organizations;

/// <summary>An offer to join with a role; accepted once, with the token that was shown when it was made.</summary>
public sealed class Invitation : Entity
{
    private Invitation()
    {
    }

    public Invitation(string email, Role role, byte[] tokenHash, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        Email = email;
        Role = role;
        TokenHash = tokenHash;
        ExpiresAt = expiresAt;
        CreatedAt = UpdatedAt = now;
    }

    public string Email { get; private init; } = "";

    public Role Role { get; private init; }

    public byte[] TokenHash { get; private init; } = [];

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public void Accept(DateTimeOffset now)
    {
        AcceptedAt = now;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("invitations");
            builder.Property(i => i.Email).HasMaxLength(320);
            builder.HasIndex(i => i.TokenHash).IsUnique();
            builder.HasIndex(i => new { i.OrganizationId, i.Id });
            builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
