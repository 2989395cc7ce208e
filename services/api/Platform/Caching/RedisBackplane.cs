using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane;

namespace Agentes.Platform.Caching;

/// <summary>Tells the other nodes what changed in the cache, over Redis pub/sub.</summary>
/// <remarks>
/// Messages are small and may be lost while Redis is away: FusionCache keeps those it could not publish and repeats them, and
/// after a reconnection it is told so that it can catch up.
/// </remarks>
internal sealed partial class RedisBackplane(Func<IConnectionMultiplexer> connect, ILogger<RedisBackplane> log) : IFusionCacheBackplane
{
    private readonly Lazy<IConnectionMultiplexer> _redis = new(connect);
    private BackplaneSubscriptionOptions? _subscription;

    public void Subscribe(BackplaneSubscriptionOptions options)
    {
        Listen(options);
        _redis.Value.GetSubscriber().Subscribe(Channel(options), Receive);
    }

    public async ValueTask SubscribeAsync(BackplaneSubscriptionOptions options)
    {
        Listen(options);
        await _redis.Value.GetSubscriber().SubscribeAsync(Channel(options), Receive);
    }

    public void Unsubscribe()
    {
        if (Stop() is { } options)
        {
            _redis.Value.GetSubscriber().Unsubscribe(Channel(options), Receive);
        }
    }

    public async ValueTask UnsubscribeAsync()
    {
        if (Stop() is { } options)
        {
            await _redis.Value.GetSubscriber().UnsubscribeAsync(Channel(options), Receive);
        }
    }

    public void Publish(BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        if (_subscription is { } subscription)
        {
            _redis.Value.GetSubscriber().Publish(Channel(subscription), BackplaneMessage.ToByteArray(message));
        }
    }

    public async ValueTask PublishAsync(BackplaneMessage message, FusionCacheEntryOptions options, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        if (_subscription is { } subscription)
        {
            await _redis.Value.GetSubscriber().PublishAsync(Channel(subscription), BackplaneMessage.ToByteArray(message)).WaitAsync(token);
        }
    }

    private static RedisChannel Channel(BackplaneSubscriptionOptions options) => RedisChannel.Literal(options.ChannelName!);

    private void Listen(BackplaneSubscriptionOptions options)
    {
        _subscription = options;
        _redis.Value.ConnectionRestored += Reconnected;
    }

    private BackplaneSubscriptionOptions? Stop()
    {
        if (_subscription is not null)
        {
            _redis.Value.ConnectionRestored -= Reconnected;
        }

        return Interlocked.Exchange(ref _subscription, null);
    }

    private void Receive(RedisChannel channel, RedisValue value)
    {
        try
        {
            _subscription?.IncomingMessageHandler?.Invoke(BackplaneMessage.FromByteArray((byte[]?)value));
        }
        catch (Exception error)
        {
            // Anybody may publish on a channel; what cannot be read must not end the subscription.
            Unreadable(error);
        }
    }

    private void Reconnected(object? sender, ConnectionFailedEventArgs args)
    {
        if (args.ConnectionType == ConnectionType.Subscription)
        {
            _subscription?.ConnectHandler?.Invoke(new BackplaneConnectionInfo(isReconnection: true));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cache notification could not be read")]
    private partial void Unreadable(Exception error);
}
