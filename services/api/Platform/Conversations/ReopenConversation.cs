using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Conversations;

/// <summary>The matter was not settled after all.</summary>
public static class ReopenConversation
{
    internal static Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id, Caller caller, CurrentOrganization organization, ConversationChange change, HttpContext http, PlatformDb db, CancellationToken ct) =>
        change.ApplyAsync(
            http,
            id,
            (conversation, now) =>
            {
                if (conversation.Status == ConversationStatus.Closed)
                {
                    db.Add(conversation.Reopen(organization.Id, caller.MemberId, now));
                }

                return null;
            },
            ct);
}
