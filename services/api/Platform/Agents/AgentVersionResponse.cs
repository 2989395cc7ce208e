namespace Agentes.Platform.Agents;

/// <summary>A published state of an agent as the API shows it.</summary>
/// <param name="PublishedBy">The member who published it; null when an API key did.</param>
public sealed record AgentVersionResponse(
    Guid Id, Guid AgentId, int Number, AgentSettings Settings, Guid? PublishedBy, DateTimeOffset PublishedAt)
{
    internal static AgentVersionResponse From(AgentVersion version) =>
        new(version.Id, version.AgentId, version.Number, version.Settings, version.PublishedBy, version.PublishedAt);
}
