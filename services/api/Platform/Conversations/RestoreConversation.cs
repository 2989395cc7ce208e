using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>Brings a deleted conversation back.</summary>
public static class RestoreConversation
{
    public static async Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(Guid id, PlatformDb db, CancellationToken ct)
    {
        var restored = await db.Conversations.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), ct);
        return restored == 0 ? Problem.NotFound("conversation") : TypedResults.Ok(await GetConversation.FindAsync(db, id, ct));
    }
}
