using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Knowledge;

/// <summary>Newest first.</summary>
internal static class ListKnowledge
{
    public static async Task<Ok<Paged<KnowledgeResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var entries = db.Knowledge.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            entries = entries.Where(e => e.Id < cursor.Id);
        }

        var rows = await entries.OrderByDescending(e => e.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), KnowledgeResponse.From));
    }
}
