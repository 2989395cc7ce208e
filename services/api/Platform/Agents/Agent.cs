using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Agents;

/// <summary>A persona that answers contacts. Edited as a draft, answering by its published version.</summary>
public sealed class Agent : Entity
{
    private Agent()
    {
    }

    public Agent(string name, string? description, AgentSettings draft, DateTimeOffset now, bool isDemo = false)
    {
        Name = name;
        Description = description;
        Draft = draft;
        IsDemo = isDemo;
        CreatedAt = UpdatedAt = now;
    }

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public AgentSettings Draft { get; private set; } = new();

    /// <summary>The number of the version that answers; null until the first publication, while the draft answers.</summary>
    public int? PublishedVersion { get; private set; }

    public bool IsDemo { get; private init; }

    public void Edit(string name, string? description, AgentSettings draft, DateTimeOffset now)
    {
        Name = name;
        Description = description;
        Draft = draft;
        UpdatedAt = now;
    }

    /// <summary>Freezes the draft as the next version, which answers from now on.</summary>
    public AgentVersion Publish(Guid? publishedBy, DateTimeOffset now)
    {
        PublishedVersion = (PublishedVersion ?? 0) + 1;
        UpdatedAt = now;
        return new AgentVersion(OrganizationId, Id, PublishedVersion.Value, Draft, publishedBy, now);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Agent>
    {
        public void Configure(EntityTypeBuilder<Agent> builder)
        {
            builder.ToTable("agents");
            builder.Property(a => a.Name).HasMaxLength(100);
            builder.Property(a => a.Description).HasMaxLength(500);
            builder.ComplexProperty(a => a.Draft, draft => draft.ToJson());
            builder.HasAlternateKey(a => new { a.Id, a.OrganizationId });
            builder.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
