using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Conversations.Live;

/// <summary>
/// A conversation as it happens, by server-sent events. The id of an event is the sequence of the newest row its listener has seen:
/// whoever comes back with it gets every row since from the database, then joins the reply in progress.
/// </summary>
public static class StreamEvents
{
    private const int CatchUpRows = 200;

    internal static async Task<IResult> Handle(
        Guid id,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        HttpContext http,
        CurrentOrganization organization,
        PlatformDb db,
        IServiceScopeFactory scopes,
        IGrainFactory grains,
        LocalListeners listeners,
        TimeProvider clock,
        CancellationToken ct)
    {
        var newest = await db.Conversations.Where(c => c.Id == id).Select(c => (int?)c.LastSequence).FirstOrDefaultAsync(ct);
        if (newest is not { } lastSequence)
        {
            return Problem.NotFound("conversation");
        }

        if (lastEventId is not null && !int.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Problem.Invalid("/last-event-id", "invalid", "This is not the id of an event of this stream.");
        }

        var from = lastEventId is null ? lastSequence : int.Parse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture);
        EventStream.Prepare(http);
        var listener = new Listener(
            scopes, () => EventSubscription.OpenAsync(grains, listeners, organization.Id, id, clock), organization.Id, id, from);
        var events = ReadAsync(listener, ct);
        await EventStream.WriteAsync(http, events, ct);
        return Results.Empty;
    }

    private static async IAsyncEnumerable<SseItem<byte[]>> ReadAsync(Listener listener, [EnumeratorCancellation] CancellationToken ct)
    {
        // Subscribed first and caught up second: what happens in between arrives twice, which folding by id makes harmless.
        await using var subscription = await listener.SubscribeAsync();
        foreach (var missed in await listener.CatchUpAsync(ct))
        {
            yield return listener.Item(missed);
        }

        yield return listener.Item(new ConversationEvent(ConversationEvent.Ping, 0, "{}"u8.ToArray()));
        await foreach (var happened in subscription.ReadAsync(ct))
        {
            if (happened.Type != ConversationEvent.ConversationUpdated)
            {
                yield return listener.Item(happened);
                continue;
            }

            foreach (var missed in await listener.CatchUpAsync(ct))
            {
                yield return listener.Item(missed);
            }

            if (await listener.ConversationAsync(ct) is { } conversation)
            {
                yield return listener.Item(ConversationEvent.Of(happened.Type, happened.Id, new { conversation }));
            }
        }
    }

    /// <summary>One open stream: how far it is, and its way to the rows that nobody told it of.</summary>
    private sealed class Listener(
        IServiceScopeFactory scopes, Func<Task<EventSubscription>> subscribe, Guid organizationId, Guid conversationId, int position)
    {
        private int _position = position;

        public Task<EventSubscription> SubscribeAsync() => subscribe();

        public SseItem<byte[]> Item(ConversationEvent happened)
        {
            if (happened.Type is ConversationEvent.MessageCreated or ConversationEvent.ReplyCompleted)
            {
                _position = Math.Max(_position, happened.Id);
            }

            return new SseItem<byte[]>(happened.Json, happened.Type) { EventId = _position.ToString(CultureInfo.InvariantCulture) };
        }

        public async Task<List<ConversationEvent>> CatchUpAsync(CancellationToken ct)
        {
            await using var scope = Scope();
            var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
            var rows = await ListMessages.AfterAsync(db, conversationId, _position, CatchUpRows, ct);
            var replies = rows.Where(row => row.Receipt is not null).Select(row => row.Id).ToList();
            var answered = replies.Count == 0 ? [] : await db.Messages.AsNoTracking()
                .Where(m => m.ConversationId == conversationId && m.ReplyId != null && replies.Contains(m.ReplyId.Value))
                .Select(m => new { m.Id, m.ReplyId }).ToListAsync(ct);
            return rows.ConvertAll(row => row.Receipt is null
                ? ConversationEvent.Of(ConversationEvent.MessageCreated, row.Sequence, new ReplyStream.Created(row))
                : ConversationEvent.Of(
                    ConversationEvent.ReplyCompleted,
                    row.Sequence,
                    new ReplyStream.Completed(row, [.. answered.Where(m => m.ReplyId == row.Id).Select(m => m.Id)])));
        }

        public async Task<ConversationResponse?> ConversationAsync(CancellationToken ct)
        {
            await using var scope = Scope();
            var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
            return await db.Conversations.AsNoTracking().Where(c => c.Id == conversationId)
                .Select(ConversationResponse.Projection(db)).FirstOrDefaultAsync(ct);
        }

        private AsyncServiceScope Scope()
        {
            // A stream outlives any reasonable database scope, so each look gets its own.
            var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
            return scope;
        }
    }
}
