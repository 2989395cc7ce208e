using Agentes.Platform.Conversations.Engine;
using NpgsqlTypes;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    /// <summary>
    /// The reply, the end of the messages it answers, its receipt with usage and cost: all or nothing. It happens only while the agent
    /// still owns the conversation, nothing newer has come from the contact, and the message is still unanswered, all seen under the
    /// lock of the conversation's row. The unique index on in_reply_to stands behind that. Messages are found by conversation and sequence:
    /// that names a whole unique index, so the plan is right even on tables that were never analyzed.
    /// </summary>
    private const string CommitSql =
        """
        WITH turn AS (
          UPDATE conversations SET
            last_sequence = last_sequence + 1, last_message_at = $6, last_message_preview = $7, last_message_author = 'agent',
            ordered_at = CASE WHEN $6 - ordered_at > interval '5 seconds' THEN $6 ELSE ordered_at END,
            waiting_since = NULL, updated_at = $6
          WHERE id = $1 AND deleted_at IS NULL AND owner = 'bot' AND last_inbound_sequence = $2
            AND EXISTS (SELECT FROM messages WHERE messages.organization_id = conversations.organization_id
              AND messages.conversation_id = conversations.id AND sequence = $2 AND status = 'pending')
          RETURNING id, organization_id, agent_id, last_sequence),
        answered AS (
          UPDATE messages SET status = 'handled', handled_at = $6, reply_id = $4, due_at = NULL
          FROM turn WHERE messages.organization_id = turn.organization_id AND messages.conversation_id = turn.id
            AND messages.sequence = ANY ($8)),
        reply AS (
          INSERT INTO messages (id, organization_id, conversation_id, sequence, direction, author, kind, text, status, in_reply_to,
              attempts, trace_parent, created_at)
          SELECT $4, organization_id, id, last_sequence, 'outbound', 'agent', 'text', $5, 'sent', $3, 0, $9, $6 FROM turn),
        receipt AS (
          INSERT INTO routing_analytics (message_id, organization_id, conversation_id, agent_id, agent_version, intent,
              intent_confidence, complexity, customer_value, tier, model_group, model, provider, input_tokens, output_tokens,
              cached_tokens, cost_usd, baseline_model, baseline_cost_usd, latency_ms, first_token_ms, attempts, fallbacks, evidence, decided_at)
          SELECT $4, organization_id, id, agent_id, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
              $27, $28, $29, $6 FROM turn)
        SELECT last_sequence FROM turn
        """;

    private const string WhyNotSql = "SELECT owner, last_inbound_sequence FROM conversations WHERE id = $1 AND deleted_at IS NULL";

    /// <summary>Sends the reply: from here on it is said. Returns its sequence, or why it must not be said.</summary>
    public async Task<CommitOutcome> CommitAsync(Guid organizationId, Guid conversationId, Turn turn, Reply reply, CancellationToken ct)
    {
        await using (var batch = database.CreateBatch(organizationId))
        {
            var commit = Command(batch, CommitSql);
            Add(commit, conversationId);
            Add(commit, turn.Newest.Sequence);
            Add(commit, turn.Newest.Id);
            Add(commit, reply.Id);
            Add(commit, reply.Text);
            Add(commit, reply.At);
            Add(commit, Conversation.Preview(reply.Text));
            Add(commit, turn.Sequences);
            AddOptional(commit, turn.Newest.TraceParent, NpgsqlDbType.Text);
            AddReceipt(commit, reply.Receipt);
            await using var row = await ReadAsync(batch, ct);
            if (await row.ReadAsync(ct))
            {
                return CommitOutcome.Sent(row.GetInt32(0));
            }
        }

        return await ExplainAsync(organizationId, conversationId, turn, ct);
    }

    private static void AddReceipt(Npgsql.NpgsqlBatchCommand commit, ReplyReceipt receipt)
    {
        AddOptional(commit, receipt.AgentVersion, NpgsqlDbType.Integer);
        Add(commit, receipt.Intent);
        Add(commit, (float)receipt.IntentConfidence);
        Add(commit, (float)receipt.Complexity);
        Add(commit, receipt.CustomerValue);
        Add(commit, (short)receipt.Tier);
        Add(commit, receipt.ModelGroup);
        Add(commit, receipt.Model);
        Add(commit, receipt.Provider);
        Add(commit, receipt.InputTokens);
        Add(commit, receipt.OutputTokens);
        Add(commit, receipt.CachedTokens);
        AddOptional(commit, receipt.CostUsd, NpgsqlDbType.Numeric);
        AddOptional(commit, receipt.Baseline?.Model, NpgsqlDbType.Text);
        AddOptional(commit, receipt.Baseline?.CostUsd, NpgsqlDbType.Numeric);
        Add(commit, receipt.LatencyMs);
        Add(commit, receipt.FirstTokenMs);
        Add(commit, (short)receipt.Attempts);
        Add(commit, (short)receipt.Fallbacks);
        AddOptional(commit, receipt.EvidenceJson(), NpgsqlDbType.Jsonb);
    }

    private async Task<CommitOutcome> ExplainAsync(Guid organizationId, Guid conversationId, Turn turn, CancellationToken ct)
    {
        await using var batch = database.CreateBatch(organizationId);
        Add(Command(batch, WhyNotSql), conversationId);
        await using var row = await ReadAsync(batch, ct);
        return !await row.ReadAsync(ct) ? CommitOutcome.Gone
            : row.GetString(0) != "bot" ? CommitOutcome.OwnerChanged
            : row.GetInt32(1) != turn.Newest.Sequence ? CommitOutcome.Superseded
            : CommitOutcome.AlreadyAnswered;
    }
}

/// <summary>What became of a reply at the moment it should be sent.</summary>
/// <param name="Sequence">Its place in the conversation, when it was sent.</param>
/// <param name="Reason">A stable code when it was not.</param>
public sealed record CommitOutcome(int? Sequence, string? Reason)
{
    public static readonly CommitOutcome Superseded = new(null, "superseded");
    public static readonly CommitOutcome OwnerChanged = new(null, "owner_changed");
    public static readonly CommitOutcome AlreadyAnswered = new(null, "already_answered");
    public static readonly CommitOutcome Gone = new(null, "gone");

    public static CommitOutcome Sent(int sequence) => new(sequence, null);
}
