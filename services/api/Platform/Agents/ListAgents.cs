using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Agents;

/// <summary>Newest first.</summary>
internal static class ListAgents
{
    public static async Task<Ok<Paged<AgentResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var agents = db.Agents.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            agents = agents.Where(a => a.Id < cursor.Id);
        }

        var rows = await agents.OrderByDescending(a => a.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), AgentResponse.From));
    }
}
