using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Agents;

/// <summary>A published state of an agent; never changed, so that a receipt can always name what answered.</summary>
public sealed class AgentVersion : IOwnedByOrganization
{
    private AgentVersion()
    {
    }

    internal AgentVersion(Guid organizationId, Guid agentId, int number, AgentSettings settings, Guid? publishedBy, DateTimeOffset now)
    {
        OrganizationId = organizationId;
        AgentId = agentId;
        Number = number;
        Settings = settings;
        PublishedBy = publishedBy;
        PublishedAt = now;
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid OrganizationId { get; private init; }

    public Guid AgentId { get; private init; }

    public int Number { get; private init; }

    public AgentSettings Settings { get; private init; } = new();

    public Guid? PublishedBy { get; private init; }

    public DateTimeOffset PublishedAt { get; private init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AgentVersion>
    {
        public void Configure(EntityTypeBuilder<AgentVersion> builder)
        {
            builder.ToTable("agent_versions");
            builder.ComplexProperty(v => v.Settings, settings => settings.ToJson());
            builder.HasIndex(v => new { v.AgentId, v.OrganizationId, v.Number }).IsUnique();
            builder.HasOne<Agent>().WithMany()
                .HasForeignKey(v => new { v.AgentId, v.OrganizationId })
                .HasPrincipalKey(a => new { a.Id, a.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
