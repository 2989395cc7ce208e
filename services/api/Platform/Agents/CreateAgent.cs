using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Agents;

internal static class CreateAgent
{
    public static async Task<Created<AgentResponse>> Handle(
        AgentFields request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        var agent = new Agent(request.Name, request.Description, request.Draft, clock.GetUtcNow());
        db.Agents.Add(agent);
        await db.SaveChangesAsync(ct);
        ETags.Send(http, agent);
        return TypedResults.Created($"/api/v1/agents/{agent.Id}", AgentResponse.From(agent));
    }
}
