using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversions;

/// <summary>The latest first, by when they happened.</summary>
internal static class ListConversions
{
    public static async Task<Ok<Paged<ConversionResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var conversions = db.Conversions.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            var time = cursor.Time;
            conversions = conversions.Where(c => c.OccurredAt < time || (c.OccurredAt == time && c.Id < cursor.Id));
        }

        var rows = await conversions.OrderByDescending(c => c.OccurredAt).ThenByDescending(c => c.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => Cursor.At(row.OccurredAt, row.Id), ConversionResponse.From));
    }
}
