using System.ComponentModel.DataAnnotations;

namespace Agentes.Platform.Agents;

/// <summary>What a caller says of an agent, on creation and change.</summary>
public sealed record AgentFields
{
    [Required, StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    [StringLength(500)]
    public string? Description { get; init; }

    public AgentSettings Draft { get; init; } = new();

    internal static AgentFields Of(Agent agent) => new() { Name = agent.Name, Description = agent.Description, Draft = agent.Draft };
}
