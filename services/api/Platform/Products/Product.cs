using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Agentes.Platform.Products;

/// <summary>Something the organization sells. Answers about price and stock come from this row, never from prose.</summary>
public sealed class Product : Entity
{
    private Product()
    {
    }

    public Product(ProductFields fields, DateTimeOffset now, bool isDemo = false)
    {
        Apply(fields, now);
        IsDemo = isDemo;
        CreatedAt = now;
    }

    public string Sku { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public string? Category { get; private set; }

    public decimal Price { get; private set; }

    public string Currency { get; private set; } = "BRL";

    /// <summary>Units on hand; null when the organization does not count them.</summary>
    public int? Stock { get; private set; }

    public string? Url { get; private set; }

    public JsonDocument? Attributes { get; private set; }

    public string[] Tags { get; private set; } = [];

    public bool IsDemo { get; private init; }

    /// <summary>Computed by the database from name, category, tags and description, in Portuguese and English, without accents.</summary>
    public NpgsqlTsVector Search { get; private set; } = null!;

    /// <summary>Name, category and tags in lower case without accents: what typos are matched against.</summary>
    public string SearchText { get; private set; } = "";

    public void Apply(ProductFields fields, DateTimeOffset now)
    {
        Sku = fields.Sku;
        Name = fields.Name;
        Description = fields.Description;
        Category = fields.Category;
        Price = decimal.Round(fields.Price, 2, MidpointRounding.AwayFromZero);
        Currency = fields.Currency ?? "BRL";
        Stock = fields.Stock;
        Url = fields.Url;
        Attributes = JsonObjects.Write(fields.Attributes);
        Tags = fields.Tags ?? [];
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Product>
    {
        public void Configure(EntityTypeBuilder<Product> builder)
        {
            builder.ToTable("products");
            builder.Property(p => p.Sku).HasMaxLength(64);
            builder.Property(p => p.Name).HasMaxLength(200);
            builder.Property(p => p.Description).HasMaxLength(4000);
            builder.Property(p => p.Category).HasMaxLength(100);
            builder.Property(p => p.Price).HasPrecision(18, 2);
            builder.Property(p => p.Currency).HasMaxLength(3);
            builder.Property(p => p.Url).HasMaxLength(2000);
            builder.Property(p => p.Search).HasComputedColumnSql(
                "search_vector('pt-BR', name, coalesce(category, '') || ' ' || words(tags), coalesce(description, ''))"
                + " || search_vector('en', name, coalesce(category, '') || ' ' || words(tags), coalesce(description, ''))",
                stored: true);
            builder.Property(p => p.SearchText).HasComputedColumnSql(
                "fold(name || ' ' || coalesce(category, '') || ' ' || words(tags) || ' ' || sku)", stored: true);
            builder.HasIndex(p => new { p.OrganizationId, p.Search }).HasMethod("gin");
            builder.HasIndex(p => new { p.OrganizationId, p.SearchText }).HasMethod("gin").HasOperators("uuid_ops", "gin_trgm_ops");
            builder.HasIndex(p => new { p.OrganizationId, p.Sku }).IsUnique().HasFilter("deleted_at IS NULL");
            builder.HasIndex(p => new { p.OrganizationId, p.Id });
            builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
