using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Agentes.Platform.Conversations.Live;

/// <summary>Which conversations of the organization move, for open lists. Not resumable: a list that comes back reads itself again.</summary>
public static class StreamOrganizationEvents
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(20);

    internal static async Task Handle(
        HttpContext http, CurrentOrganization organization, IServiceScopeFactory scopes, IConnectionMultiplexer redis, CancellationToken ct)
    {
        EventStream.Prepare(http);
        await EventStream.WriteAsync(http, ReadAsync(organization.Id, scopes, redis, ct), ct);
    }

    private static async IAsyncEnumerable<SseItem<byte[]>> ReadAsync(
        Guid organizationId, IServiceScopeFactory scopes, IConnectionMultiplexer redis, [EnumeratorCancellation] CancellationToken ct)
    {
        // Only the newest state of a conversation matters, so a full channel drops the oldest note.
        var touched = Channel.CreateBounded<Guid>(new BoundedChannelOptions(512) { FullMode = BoundedChannelFullMode.DropOldest });
        var channel = OrganizationFeed.Channel(organizationId);
        void Note(RedisChannel source, RedisValue id) => touched.Writer.TryWrite(Guid.Parse(id.ToString()));
        await redis.GetSubscriber().SubscribeAsync(channel, Note);
        try
        {
            yield return Ping();
            while (!ct.IsCancellationRequested)
            {
                foreach (var conversation in await ReadTouchedAsync(organizationId, scopes, touched.Reader, ct))
                {
                    yield return new SseItem<byte[]>(
                        ConversationEvent.Of(ConversationEvent.ConversationUpdated, 0, new { conversation }).Json,
                        ConversationEvent.ConversationUpdated);
                }

                yield return Ping();
            }
        }
        finally
        {
            await redis.GetSubscriber().UnsubscribeAsync(channel, Note);
        }
    }

    private static SseItem<byte[]> Ping() => new("{}"u8.ToArray(), ConversationEvent.Ping);

    /// <summary>What moved since the last look, in one query; nothing when it was quiet until the next ping.</summary>
    private static async Task<List<ConversationResponse>> ReadTouchedAsync(
        Guid organizationId, IServiceScopeFactory scopes, ChannelReader<Guid> touched, CancellationToken ct)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ct);
        quiet.CancelAfter(PingEvery);
        var ids = new HashSet<Guid>();
        try
        {
            await touched.WaitToReadAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [];
        }

        while (ids.Count < 100 && touched.TryRead(out var id))
        {
            ids.Add(id);
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        return await db.Conversations.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Select(ConversationResponse.Projection(db)).ToListAsync(ct);
    }
}
