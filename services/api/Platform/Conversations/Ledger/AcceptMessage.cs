using Npgsql;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    /// <summary>
    /// The conversation's row is locked first, so messages get their numbers in commit order. A message that the client sent before
    /// changes nothing. Of two copies in flight the unique index refuses the later one, and with it its change of the counters.
    /// </summary>
    private const string AcceptSql =
        """
        WITH arrived AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS column_of(conversation_id, message_id, client_message_id, text, preview, at, due, trace_parent)),
        conversation AS (
          UPDATE conversations SET
            last_sequence = last_sequence + 1, last_inbound_sequence = last_sequence + 1, last_message_at = at,
            ordered_at = CASE WHEN at - ordered_at > interval '5 seconds' THEN at ELSE ordered_at END,
            last_message_preview = preview, last_message_author = 'contact', waiting_since = coalesce(waiting_since, at),
            status = 'open', updated_at = at
          FROM arrived
          WHERE id = arrived.conversation_id AND deleted_at IS NULL
            AND NOT EXISTS (SELECT FROM messages WHERE messages.conversation_id = arrived.conversation_id
              AND messages.client_message_id = arrived.client_message_id)
          RETURNING organization_id, owner, last_sequence, arrived.*)
        INSERT INTO messages (id, organization_id, conversation_id, sequence, direction, author, kind, text, status,
            client_message_id, attempts, due_at, trace_parent, created_at)
        SELECT message_id, organization_id, conversation_id, last_sequence, 'inbound', 'contact', 'text', text,
            CASE owner WHEN 'bot' THEN 'pending' ELSE 'handled' END, client_message_id, 0, CASE owner WHEN 'bot' THEN due END, trace_parent, at
        FROM conversation
        RETURNING conversation_id, sequence, status
        """;

    private const string FindAcceptedSql =
        "SELECT id, sequence, status, created_at, text FROM messages WHERE conversation_id = $1 AND client_message_id = $2";

    /// <summary>Stores a message of the contact as work to do, or finds the same message stored before. Null: no such conversation here.</summary>
    public async Task<AcceptedMessage?> AcceptAsync(
        Guid organizationId, Guid conversationId, NewMessage message, DateTimeOffset now, DateTimeOffset due, CancellationToken ct)
    {
        var arrived = new MessageToAccept(organizationId, conversationId, message, now, due);
        if (await InsertAsync(arrived) is { } inserted)
        {
            return inserted;
        }

        return message.ClientMessageId is { } clientMessageId
            ? await FindAcceptedAsync(organizationId, conversationId, clientMessageId, ct)
            : null;
    }

    private async Task<AcceptedMessage?> InsertAsync(MessageToAccept arrived)
    {
        try
        {
            return await _accepting.RunAsync(arrived);
        }
        catch (PostgresException copy) when (copy.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<AcceptedMessage?>> AcceptGroupAsync(IReadOnlyList<MessageToAccept> group)
    {
        var stored = new Dictionary<Guid, (int Sequence, string Status)>(group.Count);
        await WriteGroupAsync(group, AcceptSql, AddArrived, row => stored.Add(row.GetGuid(0), (row.GetInt32(1), row.GetString(2))));
        return [.. group.Select(arrived => stored.TryGetValue(arrived.ConversationId, out var row) ? arrived.Stored(row.Sequence, row.Status) : null)];
    }

    private static void AddArrived(NpgsqlBatchCommand accept, ReadOnlySpan<MessageToAccept> group)
    {
        AddColumn(accept, group, arrived => arrived.ConversationId);
        AddColumn(accept, group, arrived => arrived.Message.Id);
        AddColumn(accept, group, arrived => arrived.Message.ClientMessageId);
        AddColumn(accept, group, arrived => arrived.Message.Text);
        AddColumn(accept, group, arrived => Conversation.Preview(arrived.Message.Text));
        AddColumn(accept, group, arrived => arrived.At);
        AddColumn(accept, group, arrived => arrived.Due);
        AddColumn(accept, group, arrived => arrived.Message.TraceParent);
    }

    private async Task<AcceptedMessage?> FindAcceptedAsync(
        Guid organizationId, Guid conversationId, Guid clientMessageId, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        var find = Command(batch, FindAcceptedSql);
        Add(find, conversationId);
        Add(find, clientMessageId);
        await using var row = await ReadAsync(batch, ct);
        return await row.ReadAsync(ct)
            ? new AcceptedMessage(
                row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4), Repeated: true)
            : null;
    }
}

/// <summary>A message of the contact as it arrives.</summary>
public readonly record struct NewMessage(Guid Id, Guid? ClientMessageId, string Text, string? TraceParent);

/// <summary>One row of a group that is about to be stored.</summary>
internal sealed record MessageToAccept(Guid OrganizationId, Guid ConversationId, NewMessage Message, DateTimeOffset At, DateTimeOffset Due)
    : IConversationWrite
{
    public AcceptedMessage Stored(int sequence, string status) => new(Message.Id, sequence, status, At, Message.Text, Repeated: false);
}

/// <summary>A message that is safe in the database.</summary>
/// <param name="Status">The stored word: pending when the agent will answer, handled when a person owns the conversation.</param>
/// <param name="Repeated">The client had sent it before.</param>
public sealed record AcceptedMessage(Guid Id, int Sequence, string Status, DateTimeOffset CreatedAt, string Text, bool Repeated);
