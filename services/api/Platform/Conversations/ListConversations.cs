using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Conversations;

/// <summary>The inbox: newest activity first.</summary>
public static class ListConversations
{
    public static async Task<Ok<Paged<ConversationResponse>>> Handle(
        Word<ConversationStatus>? status,
        Word<ConversationOwner>? owner,
        [FromQuery(Name = "agent_id")] Guid? agentId,
        [FromQuery(Name = "contact_id")] Guid? contactId,
        [StringLength(100)] string? q,
        [AsParameters] PageQuery page,
        PlatformDb db,
        CancellationToken ct)
    {
        var query = db.Conversations.AsNoTracking();
        query = status is null ? query : query.Where(c => c.Status == status.Value.Value);
        query = owner is null ? query : query.Where(c => c.Owner == owner.Value.Value);
        query = agentId is null ? query : query.Where(c => c.AgentId == agentId);
        query = contactId is null ? query : query.Where(c => c.ContactId == contactId);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var pattern = SearchFunctions.Contains(q);
            query = query.Where(c => EF.Functions.ILike(SearchFunctions.Fold(c.LastMessagePreview ?? ""), SearchFunctions.Fold(pattern))
                || EF.Functions.ILike(SearchFunctions.Fold(c.Subject ?? ""), SearchFunctions.Fold(pattern))
                || db.Contacts.Any(p => p.Id == c.ContactId && EF.Functions.ILike(SearchFunctions.Fold(p.Name ?? ""), SearchFunctions.Fold(pattern))));
        }

        if (Cursor.TryParse(page.Cursor, out var after))
        {
            query = query.Where(c => c.OrderedAt < after.Time || (c.OrderedAt == after.Time && c.Id < after.Id));
        }

        var rows = await query.OrderByDescending(c => c.OrderedAt).ThenByDescending(c => c.Id)
            .Take(page.Take).Select(ConversationResponse.Projection(db)).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, c => Cursor.At(c.OrderedAt, c.Id), c => c));
    }
}
