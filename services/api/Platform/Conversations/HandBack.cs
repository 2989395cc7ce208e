using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>The agent gets the conversation back, and answers what the contact wrote since the last answer.</summary>
public static class HandBack
{
    /// <param name="Note">What the agent should know; kept in the thread as an event.</param>
    public sealed record Request([StringLength(1000)] string? Note = null);

    internal static Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Request? request,
        Caller caller,
        CurrentOrganization organization,
        ConversationChange change,
        HttpContext http,
        ConversationOptions options,
        PlatformDb db,
        TimeProvider clock,
        CancellationToken ct)
    {
        var returned = false;
        return change.ApplyAsync(
            http,
            id,
            (conversation, now) =>
            {
                returned = conversation.Owner == ConversationOwner.Human;
                if (returned)
                {
                    db.Add(conversation.HandBack(organization.Id, caller.MemberId, request?.Note, now));
                }

                return null;
            },
            ct,
            () => returned ? QueueUnansweredAsync(db, id, clock.GetUtcNow() + options.Lease, ct) : Task.CompletedTask);
    }

    private static async Task QueueUnansweredAsync(PlatformDb db, Guid id, DateTimeOffset due, CancellationToken ct)
    {
        var answered = await db.Messages.Where(m => m.ConversationId == id && m.Kind == MessageKind.Text && m.Direction == MessageDirection.Outbound)
            .MaxAsync(m => (int?)m.Sequence, ct) ?? 0;
        await db.Messages
            .Where(m => m.ConversationId == id && m.Direction == MessageDirection.Inbound && m.Sequence > answered && m.Status == MessageStatus.Handled)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Pending).SetProperty(m => m.DueAt, due), ct);
    }
}
