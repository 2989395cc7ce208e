using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>Hides a conversation; it can be restored until it is purged.</summary>
public static class DeleteConversation
{
    public static async Task<Results<Ok<Deleted>, ProblemHttpResult>> Handle(
        Guid id, PlatformDb db, ConversationOptions options, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hidden = await db.Conversations.Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, now), ct);
        if (hidden == 0)
        {
            return Problem.NotFound("conversation");
        }

        await db.Messages.Where(m => m.ConversationId == id && m.Status == MessageStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Handled), ct);
        return TypedResults.Ok(new Deleted(id, now + options.Retention));
    }
}
