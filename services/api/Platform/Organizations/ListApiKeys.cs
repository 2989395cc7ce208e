using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Newest first, the revoked among them.</summary>
internal static class ListApiKeys
{
    public static async Task<Ok<Paged<ApiKeyResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var keys = db.ApiKeys.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            keys = keys.Where(k => k.Id < cursor.Id);
        }

        var rows = await keys.OrderByDescending(k => k.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), ApiKeyResponse.From));
    }
}
