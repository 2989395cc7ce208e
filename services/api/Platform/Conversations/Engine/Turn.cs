using Agentes.Platform.Conversations.Ledger;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>The messages that one reply answers: what the contact wrote since the last one.</summary>
public sealed record Turn(IReadOnlyList<StoredMessage> Messages)
{
    public StoredMessage Newest => Messages[^1];

    public Guid[] MessageIds => [.. Messages.Select(m => m.Id)];

    public int[] Sequences => [.. Messages.Select(m => m.Sequence)];

    public string Text => Messages.Count == 1 ? Messages[0].Text : string.Join('\n', Messages.Select(m => m.Text));

    public int Attempts => Messages.Max(m => m.Attempts);

    public DateTimeOffset? RetryAt => Messages.Max(m => m.Attempts > 0 ? m.DueAt : null);
}

/// <summary>A reply that was written but not yet sent.</summary>
public sealed record Reply(Guid Id, string Text, ReplyReceipt Receipt, DateTimeOffset At);
