using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Operations;

/// <summary>Tries a dead letter again, with every other dead message of its conversation, and gives the conversation back to the agent.</summary>
public static class ReplayDeadLetter
{
    internal static async Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Caller caller,
        CurrentOrganization organization,
        ConversationChange change,
        HttpContext http,
        ConversationOptions options,
        PlatformDb db,
        TimeProvider clock,
        CancellationToken ct)
    {
        var conversationId = await db.Messages.Where(m => m.Id == id && m.Status == MessageStatus.Dead)
            .Select(m => (Guid?)m.ConversationId).FirstOrDefaultAsync(ct);
        if (conversationId is not { } conversation)
        {
            return Problem.NotFound("dead letter");
        }

        return await change.ApplyAsync(
            http,
            conversation,
            (row, now) =>
            {
                if (row.Owner == ConversationOwner.Human)
                {
                    db.Add(row.HandBack(organization.Id, caller.MemberId, note: null, now));
                }

                return null;
            },
            ct,
            () => db.Messages.Where(m => m.ConversationId == conversation && m.Status == MessageStatus.Dead).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Status, MessageStatus.Pending)
                    .SetProperty(m => m.Attempts, 0)
                    .SetProperty(m => m.DueAt, clock.GetUtcNow() + options.Lease),
                ct));
    }
}
