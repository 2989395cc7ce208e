using Agentes.Platform.Caching;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Agents;

internal static class AgentEndpoints
{
    public static void MapAgents(this RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents");
        agents.MapGet("/", ListAgents.Handle).WithName("ListAgents").RequireScope(Scopes.AgentsRead).Cached(CacheArea.Agents);
        agents.MapPost("/", CreateAgent.Handle).WithName("CreateAgent").RequireScope(Scopes.AgentsWrite);
        agents.MapGet("/{id:guid}", GetAgent.Handle).WithName("GetAgent").RequireScope(Scopes.AgentsRead).Cached(CacheArea.Agents);
        agents.MapPatch("/{id:guid}", UpdateAgent.Handle).WithName("UpdateAgent").RequireScope(Scopes.AgentsWrite);
        agents.MapDelete("/{id:guid}", SoftDelete.Delete<Agent>).WithName("DeleteAgent").RequireScope(Scopes.AgentsWrite);
        agents.MapPost("/{id:guid}/restore", RestoreAgent.Handle).WithName("RestoreAgent").RequireScope(Scopes.AgentsWrite);
        agents.MapPost("/{id:guid}/publish", PublishAgent.Handle).WithName("PublishAgent").RequireScope(Scopes.AgentsWrite);
        agents.MapGet("/{id:guid}/versions", ListAgentVersions.Handle).WithName("ListAgentVersions")
            .RequireScope(Scopes.AgentsRead).Cached(CacheArea.Agents);
        agents.MapGet("/{id:guid}/versions/{number:int}", GetAgentVersion.Handle).WithName("GetAgentVersion")
            .RequireScope(Scopes.AgentsRead).Cached(CacheArea.Agents);
    }
}
