using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>The rows of a conversation with their receipts, newest first unless asked otherwise.</summary>
public static class ListMessages
{
    public static async Task<Results<Ok<Paged<MessageResponse>>, ProblemHttpResult>> Handle(
        Guid id, Word<SortOrder>? order, [AsParameters] PageQuery page, PlatformDb db, CancellationToken ct)
    {
        if (!await db.Conversations.AnyAsync(c => c.Id == id, ct))
        {
            return Problem.NotFound("conversation");
        }

        var ascending = order?.Value == SortOrder.Asc;
        var messages = db.Messages.AsNoTracking().Where(m => m.ConversationId == id);
        if (Cursor.TryParse(page.Cursor, out var after))
        {
            messages = ascending ? messages.Where(m => m.Sequence > after.Key) : messages.Where(m => m.Sequence < after.Key);
        }

        messages = ascending ? messages.OrderBy(m => m.Sequence) : messages.OrderByDescending(m => m.Sequence);
        var rows = await Rows(db, messages.Take(page.Take)).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(row.Sequence, row.Id), row => row));
    }

    /// <summary>Rows after a sequence, oldest first, for listeners that come back.</summary>
    internal static Task<List<MessageResponse>> AfterAsync(PlatformDb db, Guid conversationId, int sequence, int limit, CancellationToken ct) =>
        Rows(db, db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId && m.Sequence > sequence)
            .OrderBy(m => m.Sequence).Take(limit)).ToListAsync(ct);

    private static IQueryable<MessageResponse> Rows(PlatformDb db, IQueryable<Message> messages) =>
        messages.Select(m => new { Message = m, Record = db.RoutingRecords.FirstOrDefault(r => r.MessageId == m.Id) })
            .Select(row => MessageResponse.From(row.Message, row.Record));
}

/// <summary>The direction of a list.</summary>
public enum SortOrder
{
    Asc,
    Desc,
}
