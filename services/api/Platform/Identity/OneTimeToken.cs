using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Identity;

/// <summary>A token that was sent by mail and may be used once.</summary>
public sealed class OneTimeToken
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid UserId { get; init; }

    public OneTimeTokenKind Kind { get; init; }

    public byte[] TokenHash { get; init; } = [];

    /// <summary>For an e-mail change: the new address.</summary>
    public string? Email { get; init; }

    public string? CodeChallenge { get; init; }

    public string? CodeChallengeMethod { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OneTimeToken>
    {
        public void Configure(EntityTypeBuilder<OneTimeToken> builder)
        {
            builder.ToTable("one_time_tokens", "identity");
            builder.Property(t => t.Email).HasMaxLength(320);
            builder.Property(t => t.CodeChallenge).HasMaxLength(128);
            builder.Property(t => t.CodeChallengeMethod).HasMaxLength(10);
            builder.HasIndex(t => t.TokenHash).IsUnique();
            builder.HasIndex(t => t.UserId);
            builder.HasOne<AuthUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What a one-time token allows.</summary>
public enum OneTimeTokenKind
{
    Confirmation,
    Recovery,
    EmailChange,

    /// <summary>Signs nobody in: it shows that who changes the password still reads the account's mail.</summary>
    Reauthentication,
}
