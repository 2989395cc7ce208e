using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Agents;

internal static class RestoreAgent
{
    public static async Task<Results<Ok<AgentResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        if (await SoftDelete.RestoreAsync(db.Agents, db, id, ct) is not { } agent)
        {
            return Problem.NotFound("agent");
        }

        ETags.Send(http, agent);
        return TypedResults.Ok(AgentResponse.From(agent));
    }
}
