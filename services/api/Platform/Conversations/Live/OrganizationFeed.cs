using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Agentes.Platform.Conversations.Live;

/// <summary>Tells every node which conversations of an organization changed, for open lists. A lost call costs a list a few seconds, nothing more.</summary>
internal sealed class OrganizationFeed(IConnectionMultiplexer redis, TimeProvider clock)
{
    /// <summary>A busy conversation moves its row at most this often.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<Guid, byte> _planned = new();

    public static RedisChannel Channel(Guid organizationId) => RedisChannel.Literal($"organization:{organizationId}:conversations");

    /// <summary>Publishes after a short pause, once for all calls during it.</summary>
    public void Touch(Guid organizationId, Guid conversationId)
    {
        if (_planned.TryAdd(conversationId, 0))
        {
            _ = PublishAsync(organizationId, conversationId);
        }
    }

    private async Task PublishAsync(Guid organizationId, Guid conversationId)
    {
        await Task.Delay(Pause, clock).ConfigureAwait(false);
        _planned.TryRemove(conversationId, out _);
        try
        {
            await redis.GetSubscriber().PublishAsync(Channel(organizationId), conversationId.ToString(), CommandFlags.FireAndForget)
                .ConfigureAwait(false);
        }
        catch (RedisException)
        {
            // Lists also ask again by themselves.
        }
    }
}
