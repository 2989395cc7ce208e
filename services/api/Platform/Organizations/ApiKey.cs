using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Organizations;

/// <summary>A credential of an organization. Only its keyed hash is kept; the key itself is shown once.</summary>
public sealed class ApiKey : Entity
{
    private ApiKey()
    {
    }

    public ApiKey(string name, string prefix, byte[] hash, string[] scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        Name = name;
        Prefix = prefix;
        Hash = hash;
        Scopes = scopes;
        ExpiresAt = expiresAt;
        CreatedAt = UpdatedAt = now;
    }

    public string Name { get; private init; } = "";

    /// <summary>The first characters, enough for a person to recognise the key and useless to anybody else.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>HMAC-SHA256 of the key under the installation's pepper.</summary>
    public byte[] Hash { get; private init; } = [];

    public string[] Scopes { get; private init; } = [];

    /// <summary>Models that it may use, with wildcards; all when empty.</summary>
    public string[] Models { get; private set; } = [];

    /// <summary>Keys of one team share their limits on models.</summary>
    public string? Team { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private init; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>What it may do with models.</summary>
    public void Allow(IEnumerable<string> models, string? team, DateTimeOffset now)
    {
        Models = [.. models.Distinct(StringComparer.Ordinal)];
        Team = team;
        UpdatedAt = now;
    }

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt ??= now;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.Property(k => k.Name).HasMaxLength(120);
            builder.Property(k => k.Prefix).HasMaxLength(16);
            builder.Property(k => k.Team).HasMaxLength(100);
            builder.HasIndex(k => k.Hash).IsUnique();
            builder.HasIndex(k => new { k.OrganizationId, k.Id });
            builder.HasOne<Organization>().WithMany().HasForeignKey(k => k.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
