using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>
/// Applies a verb to a conversation that messages keep arriving in: load, apply, save, and again when a message came between,
/// then tell its grain.
/// </summary>
internal sealed class ConversationChange(PlatformDb db, CurrentOrganization organization, IGrainFactory grains, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>Answers with the changed conversation, 404, 412, or the problem that the verb returns.</summary>
    public async Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> ApplyAsync(
        HttpContext http, Guid id, Func<Conversation, DateTimeOffset, ProblemHttpResult?> verb, CancellationToken ct, Func<Task>? inTransaction = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await db.Conversations.FirstOrDefaultAsync(c => c.Id == id, ct) is not { } conversation)
            {
                return Problem.NotFound("conversation");
            }

            if ((ETags.Check(http, conversation) ?? verb(conversation, clock.GetUtcNow())) is { } problem)
            {
                return problem;
            }

            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await db.SaveChangesAsync(ct);
                await (inTransaction?.Invoke() ?? Task.CompletedTask);
                await transaction.CommitAsync(ct);
                break;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // A message changed the row since it was read; the verb is as right on the newer row.
                db.ChangeTracker.Clear();
            }
        }

        await grains.Conversation(id).ChangedAsync(organization.Id);
        return TypedResults.Ok(await GetConversation.FindAsync(db, id, ct));
    }
}
