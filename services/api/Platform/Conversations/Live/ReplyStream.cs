using System.Text;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Conversations.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Agentes.Platform.Conversations.Live;

/// <summary>
/// The live side of a conversation: who listens, and the reply that is being written. It holds nothing that must survive; a listener
/// that lost its stream reads the rows it missed from the database and joins again.
/// </summary>
internal sealed class ReplyStream(Guid conversationId, LocalListeners listeners, TimeProvider clock, ILogger log)
{
    /// <summary>Pieces of text are joined for this long: faster than anybody reads, and few enough events for a slow line.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(50);

    /// <summary>Listeners renew their subscription far more often.</summary>
    private static readonly TimeSpan Expiration = TimeSpan.FromMinutes(3);

    private readonly ObserverManager<IConversationObserver> _observers = new(Expiration, log);
    private readonly StringBuilder _text = new();
    private Guid? _replyId;
    private Guid _inReplyTo;
    private int _sent;
    private long _lastSent;
    private bool _flushPlanned;

    /// <summary>The newest row that listeners were told of.</summary>
    public int Position { get; set; }

    /// <summary>False when the observer is new here.</summary>
    public async Task<bool> SubscribeAsync(IConversationObserver observer)
    {
        var known = _observers.Observers.ContainsKey(observer);
        _observers.Subscribe(observer, observer);
        if (_replyId is { } id)
        {
            await observer.TellAsync(Event(ConversationEvent.ReplyStarted, new Started(id, _inReplyTo, _text.ToString(0, _sent))));
        }

        return known;
    }

    public void Unsubscribe(IConversationObserver observer) => _observers.Unsubscribe(observer);

    public Task ReceivedAsync(StoredMessage message)
    {
        Position = Math.Max(Position, message.Sequence);
        return TellAsync(ConversationEvent.MessageCreated, new Created(MessageResponse.From(conversationId, message)));
    }

    public void Begin(Guid replyId, Guid inReplyTo)
    {
        _replyId = replyId;
        _inReplyTo = inReplyTo;
        _sent = 0;
        _text.Clear();
    }

    /// <summary>Appends what the model wrote. The first piece goes out at once, later ones together.</summary>
    public async ValueTask AppendAsync(string text)
    {
        _text.Append(text);
        if (_sent == 0)
        {
            await FlushAsync();
        }
        else if (clock.GetElapsedTime(_lastSent) >= Coalesce)
        {
            await FlushAsync();
        }
        else if (!_flushPlanned)
        {
            _flushPlanned = true;
            _ = FlushLaterAsync(_replyId);
        }
    }

    public Task CompletedAsync(Turn turn, Reply reply, int sequence)
    {
        _replyId = null;
        Position = Math.Max(Position, sequence);
        return TellAsync(
            ConversationEvent.ReplyCompleted, new Completed(MessageResponse.From(conversationId, turn, reply, sequence), turn.MessageIds));
    }

    public Task DiscardedAsync(string reason)
    {
        if (_replyId is not { } id)
        {
            return Task.CompletedTask;
        }

        _replyId = null;
        return TellAsync(ConversationEvent.ReplyDiscarded, new Discarded(id, reason));
    }

    /// <summary>Rows that others wrote: listeners fetch them through the database, so that each sees what he may see.</summary>
    public Task ChangedAsync() => TellAsync(ConversationEvent.ConversationUpdated, new Changed(conversationId));

    private async Task FlushLaterAsync(Guid? replyId)
    {
        await Task.Delay(Coalesce, clock);
        _flushPlanned = false;
        if (_replyId is not null && _replyId == replyId && _sent < _text.Length)
        {
            await FlushAsync();
        }
    }

    private Task FlushAsync()
    {
        var (at, text) = (_sent, _text.ToString(_sent, _text.Length - _sent));
        _sent = _text.Length;
        _lastSent = clock.GetTimestamp();
        return at == 0
            ? TellAsync(ConversationEvent.ReplyStarted, new Started(_replyId!.Value, _inReplyTo, text))
            : TellAsync(ConversationEvent.ReplyDelta, new Delta(_replyId!.Value, at, text));
    }

    private Task TellAsync<T>(string type, T data)
    {
        if (_observers.Count == 0)
        {
            return Task.CompletedTask;
        }

        var happened = Event(type, data);
        return _observers.Notify(observer => listeners.Nearest(observer).TellAsync(happened));
    }

    private ConversationEvent Event<T>(string type, T data) => ConversationEvent.Of(type, Position, data);

    internal sealed record Created(MessageResponse Message);

    internal sealed record Started(Guid ReplyId, Guid InReplyTo, string Text);

    internal sealed record Delta(Guid ReplyId, int At, string Text);

    internal sealed record Completed(MessageResponse Message, IReadOnlyList<Guid> Answers);

    internal sealed record Discarded(Guid ReplyId, string Reason);

    internal sealed record Changed(Guid ConversationId);
}
