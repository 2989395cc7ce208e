using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Conversations;

/// <summary>Gives a conversation a subject.</summary>
public static class RenameConversation
{
    public sealed record Request([StringLength(200)] string? Subject);

    internal static Task<Results<Ok<ConversationResponse>, ProblemHttpResult>> Handle(
        Guid id, Request request, ConversationChange change, HttpContext http, CancellationToken ct) =>
        change.ApplyAsync(
            http,
            id,
            (conversation, now) =>
            {
                conversation.Rename(request.Subject, now);
                return null;
            },
            ct);
}
