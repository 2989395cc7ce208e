using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

/// <summary>Newest first.</summary>
internal static class ListAgentVersions
{
    public static async Task<Results<Ok<Paged<AgentVersionResponse>>, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        if (!await db.Agents.AnyAsync(a => a.Id == id, ct))
        {
            return Problem.NotFound("agent");
        }

        var versions = db.AgentVersions.AsNoTracking().Where(v => v.AgentId == id);
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            versions = versions.Where(v => v.Number < cursor.Key);
        }

        var rows = await versions.OrderByDescending(v => v.Number).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(row.Number, row.Id), AgentVersionResponse.From));
    }
}
