using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

/// <summary>One version by its number. It stays readable after the agent was deleted, because receipts name it.</summary>
internal static class GetAgentVersion
{
    public static async Task<Results<Ok<AgentVersionResponse>, ProblemHttpResult>> Handle(
        Guid id, int number, PlatformDb db, CancellationToken ct) =>
        await db.AgentVersions.AsNoTracking().FirstOrDefaultAsync(v => v.AgentId == id && v.Number == number, ct) is { } version
            ? TypedResults.Ok(AgentVersionResponse.From(version))
            : Problem.NotFound("version");
}
