using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Identity;

/// <summary>A login of the embedded auth service. A person exists before and beside organizations, so this row has no tenant.</summary>
public sealed class AuthUser
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Lower case.</summary>
    public required string Email { get; set; }

    public string PasswordHash { get; set; } = "";

    public DateTimeOffset? EmailConfirmedAt { get; set; }

    public DateTimeOffset? RecoverySentAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public DateTimeOffset? BannedUntil { get; set; }

    /// <summary>What the user may edit about himself; never trusted for permissions.</summary>
    public JsonDocument? UserMetadata { get; set; }

    public JsonDocument? AppMetadata { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether nothing is left of him but the row: see <see cref="Erase"/>.</summary>
    public bool IsErased => PasswordHash.Length == 0 && Email == ErasedEmail;

    private string ErasedEmail => $"{Id}@deleted.invalid";

    /// <summary>
    /// Takes away whatever tells who this was, and the way in. The row stays so that its id is never somebody else's; the address is
    /// free for another sign-up.
    /// </summary>
    public void Erase(DateTimeOffset now)
    {
        Email = ErasedEmail;
        PasswordHash = "";
        EmailConfirmedAt = RecoverySentAt = LastSignInAt = null;
        BannedUntil = DateTimeOffset.MaxValue.AddYears(-1);
        UserMetadata = AppMetadata = null;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AuthUser>
    {
        public void Configure(EntityTypeBuilder<AuthUser> builder)
        {
            builder.ToTable("users", "identity");
            builder.Property(u => u.Email).HasMaxLength(320);
            builder.HasIndex(u => u.Email).IsUnique();
        }
    }
}
