using System.ComponentModel.DataAnnotations;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Usage;

/// <summary>Newest first. A call is listed a moment after its end.</summary>
public static class ListModelCalls
{
    public static async Task<Ok<Paged<ModelCallResponse>>> Handle(
        [FromQuery(Name = "key_id")] Guid? keyId,
        [FromQuery(Name = "conversation_id")] Guid? conversationId,
        [StringLength(100)] string? team,
        [StringLength(200)] string? group,
        [StringLength(200)] string? model,
        Word<CallStatus>? status,
        DateTimeOffset? from,
        DateTimeOffset? to,
        [AsParameters] PageQuery page,
        PlatformDb db,
        CancellationToken ct)
    {
        var (after, before) = (from?.ToUniversalTime(), to?.ToUniversalTime());
        var calls = db.ModelCalls.AsNoTracking();
        calls = keyId is null ? calls : calls.Where(c => c.KeyId == keyId);
        calls = conversationId is null ? calls : calls.Where(c => c.ConversationId == conversationId);
        calls = team is null ? calls : calls.Where(c => c.Team == team);
        calls = group is null ? calls : calls.Where(c => c.ModelGroup == group);
        calls = model is null ? calls : calls.Where(c => c.Model == model);
        calls = status is null ? calls : calls.Where(c => c.Status == status.Value.Value);
        calls = after is null ? calls : calls.Where(c => c.CreatedAt >= after);
        calls = before is null ? calls : calls.Where(c => c.CreatedAt < before);
        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            calls = calls.Where(c => c.Id < cursor.Id);
        }

        var rows = await calls.OrderByDescending(c => c.Id).Take(page.Take).ToListAsync(ct);
        var names = await KeyNames.ReadAsync(db, [.. rows.Select(row => row.KeyId).OfType<Guid>()], ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), row => ModelCallResponse.From(row, names)));
    }
}
