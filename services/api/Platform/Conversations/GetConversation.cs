using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>One conversation.</summary>
public static class GetConversation
{
    public static async Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        var row = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (row is null)
        {
            return Problem.NotFound("conversation");
        }

        ETags.Send(http, row);
        return TypedResults.Ok(await FindAsync(db, id, ct));
    }

    internal static Task<ConversationResponse> FindAsync(PlatformDb db, Guid id, CancellationToken ct) =>
        db.Conversations.AsNoTracking().Where(c => c.Id == id).Select(ConversationResponse.Projection(db)).FirstAsync(ct);
}
