using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

internal static class GetAgent
{
    public static async Task<Results<Ok<AgentResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        if (await db.Agents.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agent)
        {
            return Problem.NotFound("agent");
        }

        ETags.Send(http, agent);
        return TypedResults.Ok(AgentResponse.From(agent));
    }
}
