using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>Opens a conversation between an agent and a contact: a known one, one found by an identity, or a new one.</summary>
public static class StartConversation
{
    public sealed record Request(
        [Required] Guid AgentId,
        Guid? ContactId = null,
        ContactRequest? Contact = null,
        ConversationChannel Channel = ConversationChannel.Api,
        [StringLength(200)] string? Subject = null);

    /// <param name="Identity">Finds the contact that has it, or names the new one; without it a new contact is made.</param>
    public sealed record ContactRequest([StringLength(200)] string? Name = null, IdentityFields? Identity = null);

    public static async Task<Results<Created<ConversationResponse>, ProblemHttpResult>> Handle(
        Request request,
        CurrentOrganization organization,
        PlatformDb db,
        FindOrCreateContact contacts,
        AgentDirectory agents,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (await agents.FindAsync(organization.Id, request.AgentId, ct) is not { } agent)
        {
            return Problem.Invalid("/agent_id", "not_found", "There is no agent with this id in this organization.");
        }

        var (contactId, problem) = await FindContactAsync(request, db, contacts, ct);
        if (problem is not null)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        var conversation = new Conversation(agent.Id, contactId, request.Channel, request.Subject, now);
        db.Add(conversation);
        if (request.Channel == ConversationChannel.Web && !string.IsNullOrWhiteSpace(agent.Settings.Greeting))
        {
            db.Add(conversation.Greet(organization.Id, agent.Settings.Greeting, now));
        }

        await db.SaveChangesAsync(ct);
        var response = await db.Conversations.Where(c => c.Id == conversation.Id).Select(ConversationResponse.Projection(db)).FirstAsync(ct);
        return TypedResults.Created($"/api/v1/conversations/{conversation.Id}", response);
    }

    private static async Task<(Guid ContactId, ProblemHttpResult? Problem)> FindContactAsync(
        Request request, PlatformDb db, FindOrCreateContact contacts, CancellationToken ct)
    {
        if (request.ContactId is { } id)
        {
            return await db.Contacts.AnyAsync(c => c.Id == id, ct)
                ? (id, null)
                : (id, Problem.Invalid("/contact_id", "not_found", "There is no contact with this id in this organization."));
        }

        if (request.Contact?.Identity is { } identity)
        {
            return await contacts.ByIdentityAsync(request.Contact.Name, identity, ct) is { } found
                ? (found, null)
                : (Guid.Empty, Problem.Invalid("/contact/identity/value", "invalid", "This is not a valid value for this kind of identity."));
        }

        return (await contacts.AnonymousAsync(request.Contact?.Name, ct), null);
    }
}
