using Agentes.Platform.Conversations.Ledger;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>The messages that one reply answers: what the contact wrote since the last one.</summary>
public sealed record Turn(IReadOnlyList<StoredMessage> Messages)
{
    /// <summary>However long somebody keeps typing, the first message is answered after this many quiet windows.</summary>
    private const int LongestWindows = 5;

    public StoredMessage Newest => Messages[^1];

    public Guid[] MessageIds => [.. Messages.Select(m => m.Id)];

    public string Text => Messages.Count == 1 ? Messages[0].Text : string.Join('\n', Messages.Select(m => m.Text));

    public int Attempts => Messages.Max(m => m.Attempts);

    public DateTimeOffset? RetryAt => Messages.Max(m => m.Attempts > 0 ? m.DueAt : null);

    /// <summary>How long to wait before answering: the rest of a failed attempt's pause, else of the quiet window, which has an end.</summary>
    public TimeSpan PauseBefore(DateTimeOffset now, TimeSpan window)
    {
        if (RetryAt is { } retryAt && Newest.Attempts > 0)
        {
            return retryAt - now;
        }

        var quiet = Newest.CreatedAt + window - now;
        var limit = Messages[0].CreatedAt + (window * LongestWindows) - now;
        return quiet < limit ? quiet : limit;
    }
}

/// <summary>A reply that was written but not yet sent.</summary>
public sealed record Reply(Guid Id, string Text, ReplyReceipt Receipt, DateTimeOffset At);
