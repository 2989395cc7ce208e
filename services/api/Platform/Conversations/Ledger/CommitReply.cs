using Agentes.Platform.Conversations.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Agentes.Platform.Conversations.Ledger;

public sealed partial class ConversationLedger
{
    /// <summary>
    /// The replies, the end of the messages they answer, their receipts with usage and cost: all or nothing. A reply counts only while the
    /// agent still owns the conversation, nothing newer has come from the contact, and the message is still unanswered, all seen under the
    /// lock of the conversation's row. The unique index on in_reply_to stands behind that.
    /// </summary>
    private const string CommitSql =
        """
        WITH written AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
              $24, $25, $26, $27, $28)
            AS column_of(conversation_id, newest_sequence, newest_id, reply_id, text, preview, at, trace_parent, agent_version, intent,
              intent_confidence, complexity, customer_value, tier, model_group, model, provider, input_tokens, output_tokens, cached_tokens,
              cost_usd, baseline_model, baseline_cost_usd, latency_ms, first_token_ms, attempts, fallbacks, evidence)),
        turn AS (
          UPDATE conversations SET
            last_sequence = last_sequence + 1, last_message_at = at, last_message_preview = preview, last_message_author = 'agent',
            ordered_at = CASE WHEN at - ordered_at > interval '5 seconds' THEN at ELSE ordered_at END,
            waiting_since = NULL, updated_at = at
          FROM written
          WHERE id = written.conversation_id AND deleted_at IS NULL AND owner = 'bot' AND last_inbound_sequence = newest_sequence
            AND EXISTS (SELECT FROM messages WHERE messages.id = newest_id AND messages.conversation_id = written.conversation_id
              AND messages.status = 'pending')
          RETURNING organization_id, agent_id, last_sequence, written.*),
        answered AS (
          UPDATE messages SET status = 'handled', handled_at = turn.at, reply_id = turn.reply_id, due_at = NULL
          FROM unnest($29, $30) AS part(reply_id, message_id) JOIN turn ON turn.reply_id = part.reply_id
          WHERE messages.id = part.message_id AND messages.conversation_id = turn.conversation_id),
        reply AS (
          INSERT INTO messages (id, organization_id, conversation_id, sequence, direction, author, kind, text, status, in_reply_to,
              attempts, trace_parent, created_at)
          SELECT reply_id, organization_id, conversation_id, last_sequence, 'outbound', 'agent', 'text', text, 'sent', newest_id, 0,
              trace_parent, at FROM turn),
        receipt AS (
          INSERT INTO routing_analytics (message_id, organization_id, conversation_id, agent_id, agent_version, intent,
              intent_confidence, complexity, customer_value, tier, model_group, model, provider, input_tokens, output_tokens,
              cached_tokens, cost_usd, baseline_model, baseline_cost_usd, latency_ms, first_token_ms, attempts, fallbacks, evidence, decided_at)
          SELECT reply_id, organization_id, conversation_id, agent_id, agent_version, intent, intent_confidence, complexity, customer_value,
              tier, model_group, model, provider, input_tokens, output_tokens, cached_tokens, cost_usd, baseline_model, baseline_cost_usd,
              latency_ms, first_token_ms, attempts, fallbacks, evidence, at FROM turn)
        SELECT conversation_id, last_sequence FROM turn
        """;

    private const string WhyNotSql = "SELECT owner, last_inbound_sequence FROM conversations WHERE id = $1 AND deleted_at IS NULL";

    /// <summary>Sends the reply: from here on it is said. Returns its sequence, or why it must not be said.</summary>
    public async Task<CommitOutcome> CommitAsync(Guid organizationId, Guid conversationId, Turn turn, Reply reply, CancellationToken ct) =>
        await _committing.RunAsync(new ReplyToCommit(organizationId, conversationId, turn, reply)) is { } sequence
            ? CommitOutcome.Sent(sequence)
            : await ExplainAsync(organizationId, conversationId, turn, ct);

    private async Task<IReadOnlyList<int?>> CommitGroupAsync(IReadOnlyList<ReplyToCommit> group)
    {
        var sent = new Dictionary<Guid, int>(group.Count);
        await WriteGroupAsync(group, CommitSql, AddWritten, row => sent.Add(row.GetGuid(0), row.GetInt32(1)));
        return [.. group.Select(written => sent.TryGetValue(written.ConversationId, out var sequence) ? sequence : (int?)null)];
    }

    private static void AddWritten(NpgsqlBatchCommand commit, ReadOnlySpan<ReplyToCommit> group)
    {
        AddColumn(commit, group, written => written.ConversationId);
        AddColumn(commit, group, written => written.Turn.Newest.Sequence);
        AddColumn(commit, group, written => written.Turn.Newest.Id);
        AddColumn(commit, group, written => written.Reply.Id);
        AddColumn(commit, group, written => written.Reply.Text);
        AddColumn(commit, group, written => Conversation.Preview(written.Reply.Text));
        AddColumn(commit, group, written => written.Reply.At);
        AddColumn(commit, group, written => written.Turn.Newest.TraceParent);
        AddReceipts(commit, group);
        AddAnswered(commit, group);
    }

    private static void AddReceipts(NpgsqlBatchCommand commit, ReadOnlySpan<ReplyToCommit> group)
    {
        AddColumn(commit, group, written => written.Receipt.AgentVersion);
        AddColumn(commit, group, written => written.Receipt.Intent);
        AddColumn(commit, group, written => (float)written.Receipt.IntentConfidence);
        AddColumn(commit, group, written => (float)written.Receipt.Complexity);
        AddColumn(commit, group, written => written.Receipt.CustomerValue);
        AddColumn(commit, group, written => (short)written.Receipt.Tier);
        AddColumn(commit, group, written => written.Receipt.ModelGroup);
        AddColumn(commit, group, written => written.Receipt.Model);
        AddColumn(commit, group, written => written.Receipt.Provider);
        AddColumn(commit, group, written => written.Receipt.InputTokens);
        AddColumn(commit, group, written => written.Receipt.OutputTokens);
        AddColumn(commit, group, written => written.Receipt.CachedTokens);
        AddColumn(commit, group, written => written.Receipt.CostUsd);
        AddColumn(commit, group, written => written.Receipt.Baseline?.Model);
        AddColumn(commit, group, written => written.Receipt.Baseline?.CostUsd);
        AddColumn(commit, group, written => written.Receipt.LatencyMs);
        AddColumn(commit, group, written => written.Receipt.FirstTokenMs);
        AddColumn(commit, group, written => (short)written.Receipt.Attempts);
        AddColumn(commit, group, written => (short)written.Receipt.Fallbacks);
        AddColumn(commit, group, written => written.Receipt.EvidenceJson(), NpgsqlDbType.Jsonb);
    }

    /// <summary>Which messages each reply answers: as many rows as there are messages.</summary>
    private static void AddAnswered(NpgsqlBatchCommand commit, ReadOnlySpan<ReplyToCommit> group)
    {
        var (replies, messages) = (new List<Guid>(group.Length), new List<Guid>(group.Length));
        foreach (var written in group)
        {
            foreach (var message in written.Turn.Messages)
            {
                replies.Add(written.Reply.Id);
                messages.Add(message.Id);
            }
        }

        Add(commit, replies);
        Add(commit, messages);
    }

    private async Task<CommitOutcome> ExplainAsync(Guid organizationId, Guid conversationId, Turn turn, CancellationToken ct)
    {
        await using var batch = _database.CreateBatch(organizationId);
        Add(Command(batch, WhyNotSql), conversationId);
        await using var row = await ReadAsync(batch, ct);
        return !await row.ReadAsync(ct) ? CommitOutcome.Gone
            : row.GetString(0) != "bot" ? CommitOutcome.OwnerChanged
            : row.GetInt32(1) != turn.Newest.Sequence ? CommitOutcome.Superseded
            : CommitOutcome.AlreadyAnswered;
    }
}

/// <summary>One row of a group that is about to be sent.</summary>
internal sealed record ReplyToCommit(Guid OrganizationId, Guid ConversationId, Turn Turn, Reply Reply) : IConversationWrite
{
    public ReplyReceipt Receipt => Reply.Receipt;
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
