using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

/// <summary>Newest first.</summary>
internal static class ListModelLimits
{
    public static async Task<Ok<Paged<ModelLimitResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        var limits = db.ModelLimits.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            limits = limits.Where(l => l.Id < cursor.Id);
        }

        var rows = await limits.OrderByDescending(l => l.Id).Take(page.Take).ToListAsync(ct);
        var described = await RunningBudgets.DescribeAsync(rows, db, clock.GetUtcNow(), ct);
        return TypedResults.Ok(page.Of(described, row => new Cursor(0, row.Id), row => row));
    }
}
