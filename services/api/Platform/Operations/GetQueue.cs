using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Operations;

/// <summary>How much of the organization's accepted work waits, since when, and how much was given up.</summary>
public static class GetQueue
{
    /// <param name="Pending">Messages of contacts that wait for an answer.</param>
    /// <param name="OldestPendingSeconds">How long the oldest of them has waited; null when nothing waits.</param>
    /// <param name="Dead">Messages that were given up and not replayed.</param>
    public sealed record Response(int Pending, double? OldestPendingSeconds, int Dead);

    public static async Task<Ok<Response>> Handle(PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        var pending = db.Messages.Where(m => m.Status == MessageStatus.Pending);
        var oldest = await pending.MinAsync(m => (DateTimeOffset?)m.CreatedAt, ct);
        return TypedResults.Ok(new Response(
            await pending.CountAsync(ct),
            oldest is { } since ? (clock.GetUtcNow() - since).TotalSeconds : null,
            await db.Messages.CountAsync(m => m.Status == MessageStatus.Dead, ct)));
    }
}
