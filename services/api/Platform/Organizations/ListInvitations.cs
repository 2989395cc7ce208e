using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Those that nobody has accepted yet, newest first; the expired among them show their date.</summary>
internal static class ListInvitations
{
    public static async Task<Ok<Paged<InvitationResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var invitations = db.Invitations.AsNoTracking().Where(i => i.AcceptedAt == null);
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            invitations = invitations.Where(i => i.Id < cursor.Id);
        }

        var rows = await invitations.OrderByDescending(i => i.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), InvitationResponse.From));
    }
}
