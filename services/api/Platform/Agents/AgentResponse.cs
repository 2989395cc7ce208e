namespace Agentes.Platform.Agents;

/// <summary>An agent as the API shows it.</summary>
/// <param name="PublishedVersion">The number of the version that answers; null while the draft does.</param>
public sealed record AgentResponse(
    Guid Id,
    string Name,
    string? Description,
    AgentStatus Status,
    int? PublishedVersion,
    AgentSettings Draft,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static AgentResponse From(Agent agent) => new(
        agent.Id,
        agent.Name,
        agent.Description,
        agent.PublishedVersion is null ? AgentStatus.Draft : AgentStatus.Published,
        agent.PublishedVersion,
        agent.Draft,
        agent.CreatedAt,
        agent.UpdatedAt);
}

/// <summary>Whether a version of an agent was ever published.</summary>
public enum AgentStatus
{
    Draft,
    Published,
}
