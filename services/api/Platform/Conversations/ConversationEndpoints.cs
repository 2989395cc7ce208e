using Agentes.Platform.Conversations.Live;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Conversations;

internal static class ConversationEndpoints
{
    public static void MapConversations(this RouteGroupBuilder v1)
    {
        var conversations = v1.MapGroup("/conversations").WithTags("Conversations");
        conversations.MapGet("", ListConversations.Handle).WithName("ListConversations").RequireScope(Scopes.ConversationsRead);
        conversations.MapPost("", StartConversation.Handle).WithName("StartConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapGet("/{id:guid}", GetConversation.Handle).WithName("GetConversation").RequireScope(Scopes.ConversationsRead);
        conversations.MapPatch("/{id:guid}", RenameConversation.Handle).WithName("RenameConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapDelete("/{id:guid}", DeleteConversation.Handle).WithName("DeleteConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/restore", RestoreConversation.Handle).WithName("RestoreConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/takeover", TakeOver.Handle).WithName("TakeOverConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/handback", HandBack.Handle).WithName("HandBackConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/close", CloseConversation.Handle).WithName("CloseConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/reopen", ReopenConversation.Handle).WithName("ReopenConversation").RequireScope(Scopes.ConversationsWrite);
        conversations.MapGet("/{id:guid}/messages", ListMessages.Handle).WithName("ListMessages").RequireScope(Scopes.ConversationsRead);
        conversations.MapPost("/{id:guid}/messages", SendMessage.Handle).WithName("SendMessage").RequireScope(Scopes.ConversationsWrite);
        conversations.MapPost("/{id:guid}/replies", ReplyAsMember.Handle).WithName("ReplyAsMember").RequireScope(Scopes.ConversationsWrite);
        conversations.MapGet("/{id:guid}/events", StreamEvents.Handle).WithName("StreamEvents").RequireScope(Scopes.ConversationsRead)
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
        v1.MapGet("/events", StreamOrganizationEvents.Handle).WithName("StreamOrganizationEvents").WithTags("Conversations")
            .RequireScope(Scopes.ConversationsRead).Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }
}
