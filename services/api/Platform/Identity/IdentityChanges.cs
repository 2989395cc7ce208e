using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Agentes.Platform.Identity;

/// <summary>Makes a revocation count at once on this node, and on the others as soon as Redis has passed it on.</summary>
/// <remarks>A notice that Redis loses costs no more than the minute that anything is remembered.</remarks>
internal sealed partial class IdentityChanges(
    IEnumerable<IEvictable> memories, IConnectionMultiplexer redis, ILogger<IdentityChanges> log) : IHostedService
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("agentes:identity:changed");

    /// <summary>Stands in what this node tells, so that it does not forget a second time what it has looked up again since.</summary>
    private readonly string _own = $"|{Guid.CreateVersion7():N}";

    /// <summary>Call it after the commit, with the id of the user, session, API key or organization that changed.</summary>
    public void Announce(Guid id)
    {
        Forget(id);
        try
        {
            redis.GetSubscriber().Publish(Channel, $"{id}{_own}", CommandFlags.FireAndForget);
        }
        catch (RedisException unavailable)
        {
            // The change is committed: its caller must not be told that it failed.
            NotTold(unavailable);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, message) => Hear((string?)message));
        }
        catch (RedisException unavailable)
        {
            NotSubscribed(unavailable);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Hear(string? message)
    {
        if (message?.Split('|') is [var changed, _] && !message.EndsWith(_own, StringComparison.Ordinal) && Guid.TryParse(changed, out var id))
        {
            Forget(id);
        }
    }

    private void Forget(Guid id)
    {
        foreach (var memory in memories)
        {
            memory.Evict(id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes notice this change within a minute only: Redis cannot be reached")]
    private partial void NotTold(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of other nodes are noticed within a minute only: Redis cannot be reached")]
    private partial void NotSubscribed(Exception error);
}
