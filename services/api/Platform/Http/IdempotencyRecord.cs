using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Http;

/// <summary>What was answered to a POST that carried an Idempotency-Key, kept for a day.</summary>
public sealed class IdempotencyRecord : IOwnedByOrganization
{
    private IdempotencyRecord()
    {
    }

    public IdempotencyRecord(string key, string route, byte[] requestHash, DateTimeOffset now)
    {
        Key = key;
        Route = route;
        RequestHash = requestHash;
        CreatedAt = now;
    }

    public Guid OrganizationId { get; private init; }

    public string Key { get; private init; } = "";

    public string Route { get; private init; } = "";

    public byte[] RequestHash { get; private init; } = [];

    /// <summary>Null while the first request with this key is still being answered.</summary>
    public int? StatusCode { get; private set; }

    public string? Location { get; private set; }

    public byte[]? Body { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public void Answer(int statusCode, string? location, byte[] body)
    {
        StatusCode = statusCode;
        Location = location;
        Body = body;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotencyRecord>
    {
        public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
        {
            builder.ToTable("idempotency_records");
            builder.HasKey(r => new { r.OrganizationId, r.Key });
            builder.Property(r => r.Key).HasMaxLength(200);
            builder.Property(r => r.Route).HasMaxLength(300);
            builder.Property(r => r.Location).HasMaxLength(500);
            builder.HasIndex(r => r.CreatedAt);
        }
    }
}
