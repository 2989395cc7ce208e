using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Identity;

/// <summary>One sign-in of a user on one device; ending it ends its refresh tokens.</summary>
public sealed class AuthSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid UserId { get; init; }

    /// <summary>How the user proved himself: password, recovery, …</summary>
    public string Method { get; init; } = "password";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset RefreshedAt { get; set; }

    public List<RefreshToken> RefreshTokens { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<AuthSession>
    {
        public void Configure(EntityTypeBuilder<AuthSession> builder)
        {
            builder.ToTable("sessions", "identity");
            builder.Property(s => s.Method).HasMaxLength(20);
            builder.HasIndex(s => s.UserId);
            builder.HasOne<AuthUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(s => s.RefreshTokens).WithOne().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
