using System.Threading.Channels;
using Agentes.Platform.Conversations.Engine;
using Orleans.Runtime;

namespace Agentes.Platform.Conversations.Live;

/// <summary>One open stream's subscription to a conversation's grain, wherever that lives.</summary>
internal sealed class EventSubscription : IConversationObserver, IAsyncDisposable
{
    /// <summary>A listener that falls further behind is cut off; it comes back and reads what it missed from the database.</summary>
    private const int Backlog = 256;

    /// <summary>Sent when nothing happens, so that proxies keep the line open and both ends notice a dead one.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(20);

    /// <summary>A worker that dies takes its list of listeners with it: this long they may be deaf.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private readonly Channel<ConversationEvent> _events = Channel.CreateBounded<ConversationEvent>(Backlog);
    private readonly IConversationGrain _conversation;
    private readonly IGrainFactory _grains;
    private readonly LocalListeners _listeners;
    private readonly Guid _organizationId;
    private readonly IConversationObserver _reference;
    private readonly ITimer _ping;
    private readonly ITimer _renew;
    private int _renewing;

    private EventSubscription(
        IGrainFactory grains, LocalListeners listeners, Guid organizationId, Guid conversationId, TimeProvider clock)
    {
        _grains = grains;
        _listeners = listeners;
        _organizationId = organizationId;
        _conversation = grains.Conversation(conversationId);
        _reference = grains.CreateObjectReference<IConversationObserver>(this);
        listeners.Add(_reference, this);
        _ping = clock.CreateTimer(_ => Offer(new ConversationEvent(ConversationEvent.Ping, 0, "{}"u8.ToArray())), null, PingEvery, PingEvery);
        _renew = clock.CreateTimer(_ => _ = RenewAsync(), null, RenewEvery, RenewEvery);
    }

    public static async Task<EventSubscription> OpenAsync(
        IGrainFactory grains, LocalListeners listeners, Guid organizationId, Guid conversationId, TimeProvider clock)
    {
        var subscription = new EventSubscription(grains, listeners, organizationId, conversationId, clock);
        await subscription._conversation.SubscribeAsync(organizationId, subscription._reference);
        return subscription;
    }

    public Task TellAsync(ConversationEvent happened)
    {
        Offer(happened);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ConversationEvent> ReadAsync(CancellationToken ct) => _events.Reader.ReadAllAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _ping.DisposeAsync();
        await _renew.DisposeAsync();
        _listeners.Remove(_reference);
        await _conversation.UnsubscribeAsync(_reference);
        _grains.DeleteObjectReference<IConversationObserver>(_reference);
    }

    private async Task RenewAsync()
    {
        if (Interlocked.Exchange(ref _renewing, 1) == 1)
        {
            return;
        }

        try
        {
            if (!await _conversation.SubscribeAsync(_organizationId, _reference))
            {
                // The conversation lives elsewhere now: what it said on the way is in the database.
                Offer(new ConversationEvent(ConversationEvent.ConversationUpdated, 0, "{}"u8.ToArray()));
            }
        }
        catch (Exception away) when (away is OrleansException or TimeoutException)
        {
            // Nobody has it right now; the next renewal finds who has it then.
        }
        finally
        {
            Interlocked.Exchange(ref _renewing, 0);
        }
    }

    private void Offer(ConversationEvent happened)
    {
        if (!_events.Writer.TryWrite(happened))
        {
            _events.Writer.TryComplete();
        }
    }
}
