using Agentes.Platform.Conversations.Ledger;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>
/// What a grain remembers of its conversation between turns, so that an ordinary message costs no read. It trusts itself only while the
/// sequence has no gap; after one it is loaded again.
/// </summary>
internal sealed class ConversationMemory(StoredConversation stored)
{
    /// <summary>As many rows as a load brings: more would never fit a context.</summary>
    private const int Limit = 40;

    private readonly List<StoredMessage> _messages = [.. stored.Messages];

    public Guid AgentId => stored.AgentId;

    public Guid ContactId => stored.ContactId;

    public bool ViaApi => stored.ViaApi;

    public bool BotOwned => stored.BotOwned;

    public int LastSequence { get; private set; } = stored.LastSequence;

    public IReadOnlyList<StoredMessage> Messages => _messages;

    public Turn? PendingTurn()
    {
        List<StoredMessage>? pending = null;
        foreach (var message in _messages)
        {
            if (message.Pending)
            {
                (pending ??= []).Add(message);
            }
        }

        return pending is null ? null : new Turn(pending);
    }

    /// <summary>Adds the row that follows the last one known; false when there is a gap and only the database knows what is in it.</summary>
    public bool TryAppend(StoredMessage message)
    {
        if (message.Sequence != LastSequence + 1)
        {
            return message.Sequence <= LastSequence;
        }

        LastSequence = message.Sequence;
        _messages.Add(message);
        if (_messages.Count > Limit && !_messages[0].Pending)
        {
            _messages.RemoveAt(0);
        }

        return true;
    }

    /// <summary>The turn was answered by the row that follows.</summary>
    public bool TryAnswer(Turn turn, StoredMessage reply)
    {
        Change(turn, message => message with { Pending = false });
        return TryAppend(reply);
    }

    public void Retry(Turn turn, DateTimeOffset due) =>
        Change(turn, message => message with { Attempts = message.Attempts + 1, DueAt = due });

    private void Change(Turn turn, Func<StoredMessage, StoredMessage> change)
    {
        foreach (var message in turn.Messages)
        {
            var index = _messages.FindIndex(m => m.Id == message.Id);
            if (index >= 0)
            {
                _messages[index] = change(_messages[index]);
            }
        }
    }
}
