using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Conversations;

/// <summary>The contact speaks. Stored before it is acknowledged, answered afterwards: the caller never waits for a model.</summary>
public static class SendMessage
{
    /// <param name="Text">What the contact wrote.</param>
    /// <param name="ClientMessageId">The caller's own id of the message: sending it again returns the message stored before.</param>
    public sealed record Request([Required, StringLength(4000, MinimumLength = 1)] string Text, Guid? ClientMessageId = null);

    public sealed record Response(Guid Id, Guid ConversationId, int Sequence, MessageStatus Status, DateTimeOffset CreatedAt);

    public static async Task<Results<Accepted<Response>, ProblemHttpResult>> Handle(
        Guid id,
        Request request,
        CurrentOrganization organization,
        ConversationLedger ledger,
        IGrainFactory grains,
        ConversationOptions options,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            return Problem.Invalid("/text", "required", "The text must have something to read.");
        }

        var now = clock.GetUtcNow();
        var message = new NewMessage(Guid.CreateVersion7(now), request.ClientMessageId, request.Text, Activity.Current?.Id);
        if (await ledger.AcceptAsync(organization.Id, id, message, now, now + options.Lease, ct) is not { } accepted)
        {
            return Problem.NotFound("conversation");
        }

        // A row that was sent is a member's reply under this id.
        if (accepted.Text != request.Text || accepted.Status == "sent")
        {
            return Problem.Conflict("client_message_id_reused", "Another message was sent with this client_message_id before; use a new id.");
        }

        if (!accepted.Repeated)
        {
            PlatformTelemetry.Accepted();
            await WakeAsync(grains, organization.Id, id, message, accepted);
        }

        var status = accepted.Status == "pending" ? MessageStatus.Pending : accepted.Status == "dead" ? MessageStatus.Dead : MessageStatus.Handled;
        return TypedResults.Accepted(
            $"/api/v1/conversations/{id}/events", new Response(accepted.Id, id, accepted.Sequence, status, accepted.CreatedAt));
    }

    private static Task WakeAsync(
        IGrainFactory grains, Guid organizationId, Guid conversationId, NewMessage message, AcceptedMessage accepted)
    {
        IConversationGrain conversation = grains.Conversation(conversationId);
        return conversation.WakeAsync(new WakeUp(
            organizationId,
            new AcceptedInbound(
                accepted.Id,
                accepted.Sequence,
                accepted.Text,
                accepted.Status == "pending",
                message.ClientMessageId,
                message.TraceParent,
                accepted.CreatedAt)));
    }
}
