using Agentes.Platform.Conversations.Engine;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    private const string RetrySql =
        "UPDATE messages SET attempts = attempts + 1, last_error = $2, due_at = $3 WHERE id = ANY ($1) AND status = 'pending'";

    /// <summary>A dead letter is visible twice: as the message's status and as an event in the thread. A person answers from here on.</summary>
    private const string BurySql =
        """
        WITH dead AS (
          UPDATE messages SET status = 'dead', attempts = attempts + 1, last_error = $3, due_at = NULL
          WHERE id = ANY ($2) AND status = 'pending' RETURNING id),
        conversation AS (
          UPDATE conversations SET owner = 'human', last_sequence = last_sequence + 1, updated_at = $5
          WHERE id = $1 AND EXISTS (SELECT FROM dead) RETURNING id, organization_id, last_sequence)
        INSERT INTO messages (id, organization_id, conversation_id, sequence, direction, author, kind, event, text, status, attempts, created_at)
        SELECT $4, organization_id, id, last_sequence, 'outbound', 'system', 'event', 'handed_off_after_failure', $3, 'sent', 0, $5
        FROM conversation RETURNING sequence
        """;

    private const string ReleaseSql =
        """
        UPDATE messages SET status = 'handled', handled_at = $2, due_at = NULL
        WHERE organization_id = $3 AND conversation_id = $1 AND status = 'pending'
        """;

    /// <summary>Notes a failed attempt and when the next one is due.</summary>
    public async Task RetryLaterAsync(Guid organizationId, Turn turn, string error, DateTimeOffset due, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        var retry = Command(batch, RetrySql);
        Add(retry, turn.MessageIds);
        Add(retry, error);
        Add(retry, due);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Gives a turn up after its last attempt: its messages become dead letters and a person gets the conversation.</summary>
    public async Task BuryAsync(
        Guid organizationId, Guid conversationId, Turn turn, string error, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        var bury = Command(batch, BurySql);
        Add(bury, conversationId);
        Add(bury, turn.MessageIds);
        Add(bury, error);
        Add(bury, Guid.CreateVersion7(now));
        Add(bury, now);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A person answers now: nothing waits for the agent any more.</summary>
    public async Task ReleaseAsync(Guid organizationId, Guid conversationId, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        var release = Command(batch, ReleaseSql);
        Add(release, conversationId);
        Add(release, now);
        Add(release, organizationId);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
