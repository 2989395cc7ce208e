using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>The longest here first.</summary>
internal static class ListMembers
{
    public static async Task<Ok<Paged<MemberResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var members = db.Members.AsNoTracking();
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            members = members.Where(m => m.Id > cursor.Id);
        }

        var rows = await members.OrderBy(m => m.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), MemberResponse.From));
    }
}
