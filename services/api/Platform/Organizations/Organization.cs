using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Organizations;

/// <summary>The tenant: owner of every row, key and limit.</summary>
public sealed class Organization : ISoftDeleted
{
    private Organization()
    {
    }

    public Organization(string name, string locale, string currency, DateTimeOffset now, bool isDemo = false)
    {
        Name = name;
        Locale = locale;
        Currency = currency;
        IsDemo = isDemo;
        CreatedAt = UpdatedAt = now;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public string Name { get; private set; } = "";

    /// <summary>BCP 47, such as pt-BR: the language that members and customers are assumed to speak until they show another.</summary>
    public string Locale { get; private set; } = "pt-BR";

    /// <summary>ISO 4217: of lifetime values, products and conversions.</summary>
    public string Currency { get; private set; } = "BRL";

    public bool IsDemo { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public uint Version { get; private set; }

    public void Change(string name, string locale, string currency, DateTimeOffset now)
    {
        Name = name;
        Locale = locale;
        Currency = currency;
        UpdatedAt = now;
    }

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;

    internal sealed class Mapping : IEntityTypeConfiguration<Organization>
    {
        public void Configure(EntityTypeBuilder<Organization> builder)
        {
            builder.ToTable("organizations");
            builder.Property(o => o.Name).HasMaxLength(120);
            builder.Property(o => o.Locale).HasMaxLength(16);
            builder.Property(o => o.Currency).HasMaxLength(3);
            builder.Property(o => o.Version).IsRowVersion();
        }
    }
}
