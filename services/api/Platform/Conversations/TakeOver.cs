using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>A person takes the conversation; a reply that the agent is writing is not sent any more.</summary>
public static class TakeOver
{
    internal static Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id, Caller caller, CurrentOrganization organization, ConversationChange change, HttpContext http, PlatformDb db, CancellationToken ct) =>
        change.ApplyAsync(
            http,
            id,
            (conversation, now) =>
            {
                if (conversation.Owner != ConversationOwner.Human || conversation.AssignedMemberId != caller.MemberId)
                {
                    db.Add(conversation.TakeOver(organization.Id, caller.MemberId, now));
                }

                return null;
            },
            ct,
            () => db.Messages.Where(m => m.ConversationId == id && m.Status == MessageStatus.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Handled).SetProperty(m => m.DueAt, (DateTimeOffset?)null), ct));
}
