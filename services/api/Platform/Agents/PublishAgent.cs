using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

/// <summary>Freezes the draft as the next version, which answers from now on.</summary>
internal static class PublishAgent
{
    public static async Task<Results<Ok<AgentResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Agents.FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agent)
        {
            return Problem.NotFound("agent");
        }

        if (ETags.Check(http, agent) is { } conflict)
        {
            return conflict;
        }

        db.AgentVersions.Add(agent.Publish(caller.MemberId, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        ETags.Send(http, agent);
        return TypedResults.Ok(AgentResponse.From(agent));
    }
}
