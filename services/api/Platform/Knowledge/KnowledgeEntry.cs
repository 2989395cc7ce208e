using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Agentes.Platform.Knowledge;

/// <summary>Something an agent may say and must quote: an answer, a rule, a paragraph of a manual.</summary>
public sealed class KnowledgeEntry : Entity
{
    private KnowledgeEntry()
    {
    }

    public KnowledgeEntry(KnowledgeFields fields, DateTimeOffset now, bool isDemo = false)
    {
        Apply(fields, now);
        IsDemo = isDemo;
        CreatedAt = now;
    }

    public string Title { get; private set; } = "";

    public string Content { get; private set; } = "";

    public string? Category { get; private set; }

    /// <summary>pt-BR or en: decides how words are reduced to their stems.</summary>
    public string Language { get; private set; } = "pt-BR";

    public string[] Tags { get; private set; } = [];

    public string? SourceUrl { get; private set; }

    public bool IsDemo { get; private init; }

    /// <summary>Computed by the database from title, category, tags and content, without accents.</summary>
    public NpgsqlTsVector Search { get; private set; } = null!;

    /// <summary>Title, category and tags in lower case without accents: what typos are matched against.</summary>
    public string SearchText { get; private set; } = "";

    public void Apply(KnowledgeFields fields, DateTimeOffset now)
    {
        Title = fields.Title;
        Content = fields.Content;
        Category = fields.Category;
        Language = fields.Language ?? "pt-BR";
        Tags = fields.Tags ?? [];
        SourceUrl = fields.SourceUrl;
        UpdatedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnowledgeEntry>
    {
        public void Configure(EntityTypeBuilder<KnowledgeEntry> builder)
        {
            builder.ToTable("knowledge_entries");
            builder.Property(k => k.Title).HasMaxLength(200);
            builder.Property(k => k.Content).HasMaxLength(20_000);
            builder.Property(k => k.Category).HasMaxLength(100);
            builder.Property(k => k.Language).HasMaxLength(16);
            builder.Property(k => k.SourceUrl).HasMaxLength(2000);
            builder.Property(k => k.Search).HasComputedColumnSql(
                "search_vector(language, title, coalesce(category, '') || ' ' || words(tags), content)", stored: true);
            builder.Property(k => k.SearchText).HasComputedColumnSql(
                "fold(title || ' ' || coalesce(category, '') || ' ' || words(tags))", stored: true);
            builder.HasIndex(k => new { k.OrganizationId, k.Search }).HasMethod("gin");
            builder.HasIndex(k => new { k.OrganizationId, k.SearchText }).HasMethod("gin").HasOperators("uuid_ops", "gin_trgm_ops");
            builder.HasIndex(k => new { k.OrganizationId, k.Id });
            builder.HasOne<Organization>().WithMany().HasForeignKey(k => k.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
