using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Products;

/// <summary>Newest first.</summary>
internal static class ListProducts
{
    public static async Task<Ok<Paged<ProductResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var products = db.Products.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            products = products.Where(p => p.Id < cursor.Id);
        }

        var rows = await products.OrderByDescending(p => p.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), ProductResponse.From));
    }
}
