using Npgsql;
using NpgsqlTypes;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    /// <summary>
    /// The conversation's row is locked first, so messages get their numbers in commit order. A message that the client sent before
    /// changes nothing. Of two copies in flight the unique index refuses the later one, and with it its change of the counters.
    /// </summary>
    private const string AcceptSql =
        """
        WITH conversation AS (
          UPDATE conversations SET
            last_sequence = last_sequence + 1, last_inbound_sequence = last_sequence + 1, last_message_at = $5,
            ordered_at = CASE WHEN $5 - ordered_at > interval '5 seconds' THEN $5 ELSE ordered_at END,
            last_message_preview = $6, last_message_author = 'contact', waiting_since = coalesce(waiting_since, $5),
            status = 'open', updated_at = $5
          WHERE id = $1 AND deleted_at IS NULL
            AND NOT EXISTS (SELECT FROM messages WHERE conversation_id = $1 AND client_message_id = $3)
          RETURNING id, organization_id, owner, last_sequence)
        INSERT INTO messages (id, organization_id, conversation_id, sequence, direction, author, kind, text, status,
            client_message_id, attempts, due_at, trace_parent, created_at)
        SELECT $2, organization_id, id, last_sequence, 'inbound', 'contact', 'text', $4,
            CASE owner WHEN 'bot' THEN 'pending' ELSE 'handled' END, $3, 0, CASE owner WHEN 'bot' THEN $7 END, $8, $5
        FROM conversation
        RETURNING sequence, status
        """;

    private const string FindAcceptedSql =
        "SELECT id, sequence, status, created_at, text FROM messages WHERE conversation_id = $1 AND client_message_id = $2";

    /// <summary>Stores a message of the contact as work to do, or finds the same message stored before. Null: no such conversation here.</summary>
    public async Task<AcceptedMessage?> AcceptAsync(
        Guid organizationId, Guid conversationId, NewMessage message, DateTimeOffset now, DateTimeOffset due, CancellationToken ct)
    {
        if (await InsertAsync(organizationId, conversationId, message, now, due, ct) is { } inserted)
        {
            return inserted;
        }

        return message.ClientMessageId is { } clientMessageId
            ? await FindAcceptedAsync(organizationId, conversationId, clientMessageId, ct)
            : null;
    }

    private async Task<AcceptedMessage?> InsertAsync(
        Guid organizationId, Guid conversationId, NewMessage message, DateTimeOffset now, DateTimeOffset due, CancellationToken ct)
    {
        await using var batch = database.CreateBatch(organizationId);
        var accept = Command(batch, AcceptSql);
        Add(accept, conversationId);
        Add(accept, message.Id);
        AddOptional(accept, message.ClientMessageId, NpgsqlDbType.Uuid);
        Add(accept, message.Text);
        Add(accept, now);
        Add(accept, Conversation.Preview(message.Text));
        Add(accept, due);
        AddOptional(accept, message.TraceParent, NpgsqlDbType.Text);
        try
        {
            await using var row = await ReadAsync(batch, ct);
            return await row.ReadAsync(ct)
                ? new AcceptedMessage(message.Id, row.GetInt32(0), row.GetString(1), now, message.Text, Repeated: false)
                : null;
        }
        catch (PostgresException copy) when (copy.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    private async Task<AcceptedMessage?> FindAcceptedAsync(
        Guid organizationId, Guid conversationId, Guid clientMessageId, CancellationToken ct)
    {
        await using var batch = database.CreateBatch(organizationId);
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

/// <summary>A message that is safe in the database.</summary>
/// <param name="Status">The stored word: pending when the agent will answer, handled when a person owns the conversation.</param>
/// <param name="Repeated">The client had sent it before.</param>
public sealed record AcceptedMessage(Guid Id, int Sequence, string Status, DateTimeOffset CreatedAt, string Text, bool Repeated);
