using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Identity;

/// <summary>A link of a session's chain of refresh tokens; only its hash is kept.</summary>
public sealed class RefreshToken
{
    public long Id { get; init; }

    public Guid SessionId { get; init; }

    public byte[] TokenHash { get; init; } = [];

    /// <summary>The token that was exchanged for this one; null for the first of the session.</summary>
    public long? ParentId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RefreshToken>
    {
        public void Configure(EntityTypeBuilder<RefreshToken> builder)
        {
            builder.ToTable("refresh_tokens", "identity");
            builder.HasIndex(t => t.TokenHash).IsUnique();
            builder.HasIndex(t => t.SessionId);
        }
    }
}
