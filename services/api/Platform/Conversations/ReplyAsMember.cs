using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agentes.Platform.Conversations;

/// <summary>A person of the organization answers, in a conversation that a person owns.</summary>
public static class ReplyAsMember
{
    /// <param name="Text">What the person answers.</param>
    /// <param name="ClientMessageId">The caller's own id of the reply: sending it again returns the reply stored before.</param>
    public sealed record Request([Required, StringLength(4000, MinimumLength = 1)] string Text, Guid? ClientMessageId = null);

    internal static async Task<Results<Created<MessageResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Request request,
        Caller caller,
        CurrentOrganization organization,
        ConversationChange change,
        HttpContext http,
        PlatformDb db,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            return Problem.Invalid("/text", "required", "The text must have something to read.");
        }

        // Before the owner is looked at: a copy that comes after the conversation was handed back is still the reply that was sent.
        if (await FindSentAsync(db, id, request, ct) is { } sent)
        {
            return Repeated(sent, request);
        }

        Message? reply = null;
        try
        {
            var changed = await change.ApplyAsync(
                http,
                id,
                (conversation, now) =>
                {
                    if (conversation.Owner != ConversationOwner.Human)
                    {
                        return Problem.Conflict("conversation_owned_by_bot", "The agent answers here; take the conversation over first.");
                    }

                    db.Add(reply = conversation.Reply(organization.Id, caller.MemberId, request.Text, request.ClientMessageId, now));
                    return null;
                },
                ct);
            return changed.Result is ProblemHttpResult problem ? problem : Created(reply!);
        }
        catch (DbUpdateException copy) when (IsCopy(copy, request))
        {
            // Two copies were in flight: the unique index refused the later one, and with it its change of the conversation.
            if (await FindSentAsync(db, id, request, ct) is { } first)
            {
                return Repeated(first, request);
            }

            throw;
        }
    }

    private static async Task<Message?> FindSentAsync(PlatformDb db, Guid id, Request request, CancellationToken ct) =>
        request.ClientMessageId is not { } clientMessageId
            ? null
            : await db.Messages.AsNoTracking()
                .FirstOrDefaultAsync(m => m.ConversationId == id && m.ClientMessageId == clientMessageId, ct);

    private static bool IsCopy(DbUpdateException error, Request request) =>
        request.ClientMessageId is not null && error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static Results<Created<MessageResponse>, ProblemHttpResult> Repeated(Message sent, Request request) =>
        sent.Author == MessageAuthor.Member && sent.Text == request.Text
            ? Created(sent)
            : Problem.Conflict("client_message_id_reused", "Another message was sent with this client_message_id before; use a new id.");

    private static Created<MessageResponse> Created(Message reply) =>
        TypedResults.Created($"/api/v1/conversations/{reply.ConversationId}/messages", MessageResponse.From(reply, record: null));
}
