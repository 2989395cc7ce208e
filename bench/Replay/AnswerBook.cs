using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>Which replies were seen for which inbound messages of one conversation. Folding the same event twice changes nothing.</summary>
internal sealed class AnswerBook
{
    private readonly Lock _turn = new();
    private readonly Dictionary<Guid, HashSet<Guid>> _replies = [];
    private readonly HashSet<Guid> _dead = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>True once a member owns the conversation: the bot will not answer any more.</summary>
    public bool WithHuman { get; private set; }

    /// <summary>Answers that the stream did not bring and that a listing showed.</summary>
    public int FoundByListing { get; private set; }

    /// <summary>Completes at the next change; take it before looking, so that no change is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_turn)
            {
                return _changed.Task;
            }
        }
    }

    public void Answered(Guid replyId, IEnumerable<Guid> inbound)
    {
        lock (_turn)
        {
            foreach (var id in inbound)
            {
                Add(id, replyId);
            }

            Signal();
        }
    }

    public void OwnedBy(string owner)
    {
        lock (_turn)
        {
            WithHuman = owner == "human";
            Signal();
        }
    }

    /// <summary>Takes over what a listing shows, for events that were lost with the process that would have sent them.</summary>
    public void Fold(IEnumerable<Wire.Message> listing)
    {
        lock (_turn)
        {
            foreach (var message in listing.Where(m => m.Direction == "inbound"))
            {
                if (message.ReplyId is { } replyId && Add(message.Id, replyId))
                {
                    FoundByListing++;
                }

                if (message.Status == "dead")
                {
                    _dead.Add(message.Id);
                }
            }

            Signal();
        }
    }

    public bool AllAnswered(IReadOnlyList<Guid> inbound)
    {
        lock (_turn)
        {
            return inbound.All(_replies.ContainsKey);
        }
    }

    public bool AnyDead(IReadOnlyList<Guid> inbound)
    {
        lock (_turn)
        {
            return inbound.Any(_dead.Contains);
        }
    }

    /// <summary>Replies beyond the first that were announced for the same inbound message.</summary>
    public int DuplicatesSeen()
    {
        lock (_turn)
        {
            return _replies.Values.Sum(replies => replies.Count - 1);
        }
    }

    /// <summary>True when the inbound message had no reply before.</summary>
    private bool Add(Guid inbound, Guid reply)
    {
        var first = !_replies.TryGetValue(inbound, out var replies);
        if (first)
        {
            _replies[inbound] = replies = [];
        }

        replies!.Add(reply);
        return first;
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
