using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>A person of the organization answers, in a conversation that a person owns.</summary>
public static class ReplyAsMember
{
    public sealed record Request([Required, StringLength(4000, MinimumLength = 1)] string Text);

    internal static async Task<Results<Created<MessageResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Request request,
        Caller caller,
        CurrentOrganization organization,
        ConversationChange change,
        PlatformDb db,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            return Problem.Invalid("/text", "required", "The text must have something to read.");
        }

        Message? reply = null;
        var changed = await change.ApplyAsync(
            id,
            (conversation, now) =>
            {
                if (conversation.Owner != ConversationOwner.Human)
                {
                    return Problem.Conflict("conversation_owned_by_bot", "The agent answers here; take the conversation over first.");
                }

                db.Add(reply = conversation.Reply(organization.Id, caller.MemberId, request.Text, now));
                return null;
            },
            ct);
        return changed.Result is ProblemHttpResult problem
            ? problem
            : TypedResults.Created($"/api/v1/conversations/{id}/messages", MessageResponse.From(reply!, record: null));
    }
}
