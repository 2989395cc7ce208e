using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

/// <summary>Changes name, description and draft. What is published goes on answering until the draft is published.</summary>
internal static class UpdateAgent
{
    public static async Task<Results<Ok<AgentResponse>, ProblemHttpResult>> Handle(
        Guid id, MergePatch<AgentFields> request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Agents.FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agent)
        {
            return Problem.NotFound("agent");
        }

        if (ETags.Check(http, agent) is { } conflict)
        {
            return conflict;
        }

        if (!request.TryApply(AgentFields.Of(agent), out var fields, out var problem))
        {
            return problem;
        }

        agent.Edit(fields.Name, fields.Description, fields.Draft, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        ETags.Send(http, agent);
        return TypedResults.Ok(AgentResponse.From(agent));
    }
}
