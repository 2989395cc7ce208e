using System.Data.Common;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    private const string LoadConversationSql =
        "SELECT agent_id, contact_id, channel, owner, last_sequence FROM conversations WHERE id = $1 AND deleted_at IS NULL";

    /// <summary>The newest rows for the context, and whatever still waits for an answer, however old.</summary>
    private const string LoadMessagesSql =
        """
        SELECT id, sequence, author, text, status, client_message_id, attempts, due_at, trace_parent, created_at FROM (
          (SELECT * FROM messages WHERE organization_id = $2 AND conversation_id = $1 AND kind = 'text' AND deleted_at IS NULL ORDER BY sequence DESC LIMIT 40)
          UNION
          (SELECT * FROM messages WHERE organization_id = $2 AND conversation_id = $1 AND status = 'pending' AND deleted_at IS NULL)) AS recent
        ORDER BY sequence
        """;

    /// <summary>What a grain needs to know of its conversation; null when the organization has none with this id.</summary>
    public async Task<StoredConversation?> LoadAsync(Guid organizationId, Guid conversationId, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        Add(Command(batch, LoadConversationSql), conversationId);
        var load = Command(batch, LoadMessagesSql);
        Add(load, conversationId);
        Add(load, organizationId);
        await using var rows = await ReadAsync(batch, ct);
        if (!await rows.ReadAsync(ct))
        {
            return null;
        }

        var (agentId, contactId) = (rows.GetGuid(0), rows.GetGuid(1));
        var (channel, owner, lastSequence) = (rows.GetString(2), rows.GetString(3), rows.GetInt32(4));
        await rows.NextResultAsync(ct);
        var messages = new List<StoredMessage>();
        while (await rows.ReadAsync(ct))
        {
            messages.Add(ReadMessage(rows));
        }

        return new StoredConversation(agentId, contactId, channel == "api", owner == "bot", lastSequence, messages);
    }

    private static StoredMessage ReadMessage(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4) == "pending",
        row.IsDBNull(5) ? null : row.GetGuid(5),
        row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        row.IsDBNull(8) ? null : row.GetString(8),
        row.GetFieldValue<DateTimeOffset>(9));
}

/// <summary>A conversation as a grain loads it.</summary>
/// <param name="ViaApi">Programs write whole messages: there is no quiet window.</param>
/// <param name="BotOwned">The agent answers, not a person.</param>
public sealed record StoredConversation(
    Guid AgentId, Guid ContactId, bool ViaApi, bool BotOwned, int LastSequence, IReadOnlyList<StoredMessage> Messages);

/// <summary>An utterance as a grain keeps it.</summary>
/// <param name="Author">The stored word: contact, agent or member.</param>
public sealed record StoredMessage(
    Guid Id,
    int Sequence,
    string Author,
    string Text,
    bool Pending,
    Guid? ClientMessageId,
    int Attempts,
    DateTimeOffset? DueAt,
    string? TraceParent,
    DateTimeOffset CreatedAt)
{
    public bool FromContact => Author == "contact";
}
