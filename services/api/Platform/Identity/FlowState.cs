using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Identity;

/// <summary>A sign-in that waits for its PKCE exchange: the code was handed out, the verifier has not come yet.</summary>
public sealed class FlowState
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid UserId { get; init; }

    public byte[] AuthCodeHash { get; init; } = [];

    public string CodeChallenge { get; init; } = "";

    public string CodeChallengeMethod { get; init; } = "s256";

    /// <summary>How the user proved himself: recovery, signup, …</summary>
    public string Method { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FlowState>
    {
        public void Configure(EntityTypeBuilder<FlowState> builder)
        {
            builder.ToTable("flow_states", "identity");
            builder.Property(f => f.CodeChallenge).HasMaxLength(128);
            builder.Property(f => f.CodeChallengeMethod).HasMaxLength(10);
            builder.Property(f => f.Method).HasMaxLength(20);
            builder.HasIndex(f => f.AuthCodeHash).IsUnique();
            builder.HasIndex(f => f.UserId);
            builder.HasOne<AuthUser>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
