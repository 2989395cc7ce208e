using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Operations;

/// <summary>Messages whose turn was given up after its last retry, newest first.</summary>
public static class ListDeadLetters
{
    public static async Task<Ok<Paged<MessageResponse>>> Handle([AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        var dead = db.Messages.AsNoTracking().Where(m => m.Status == MessageStatus.Dead);
        if (Cursor.TryParse(page.Cursor, out var after))
        {
            dead = dead.Where(m => m.Id < after.Id);
        }

        // Ids are time-ordered, so they are the sort key and the place in the list at once.
        var rows = await dead.OrderByDescending(m => m.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, m => new Cursor(0, m.Id), m => MessageResponse.From(m, record: null)));
    }
}
