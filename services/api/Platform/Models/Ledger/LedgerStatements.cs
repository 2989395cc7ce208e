using System.Text;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Ledger;
using Agentes.Platform.Data;
using Npgsql;
using NpgsqlTypes;

namespace Agentes.Platform.Models.Ledger;

/// <summary>
/// Writes calls down and charges their budgets, in one transaction: a call that is there already is neither written nor charged again, so
/// whatever was sent may be sent once more. Organizations that were erased are left out.
/// </summary>
internal static class LedgerStatements
{
    private const string Columns =
        """
        id, organization_id, key_id, team, end_user_hash, conversation_id, message_id, face, requested_model, model_group, deployment, provider,
        model, status, error_code, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost_usd, charged_amount,
        price_source, estimated, from_cache, saved_usd, attempts, fallbacks, first_token_ms, total_ms, decision, created_at
        """;

    private const string Added =
        $"""
        WITH added AS (
          INSERT INTO model_calls ({Columns})
          SELECT r.* FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27, $28, $29, $30, $31::jsonb[], $32) AS r ({Columns})
          WHERE EXISTS (SELECT FROM organizations o WHERE o.id = r.organization_id)
          ON CONFLICT (id) DO NOTHING RETURNING id)
        """;

    private const string EnsureWindows =
        """
        INSERT INTO model_budget_windows (organization_id, limit_id, subject, window_start, spent_usd, leased_usd)
        SELECT k.*, 0, 0 FROM unnest($1, $2, $3, $4) AS k (organization_id, limit_id, subject, window_start)
        WHERE EXISTS (SELECT FROM organizations o WHERE o.id = k.organization_id)
        ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING
        """;

    private const string LockWindows =
        """
        SELECT FROM model_budget_windows w JOIN unnest($1, $2, $3, $4) AS k (organization_id, limit_id, subject, window_start)
          USING (organization_id, limit_id, subject, window_start)
        ORDER BY organization_id, limit_id, subject, window_start FOR UPDATE OF w
        """;

    /// <summary>
    /// What was spent leaves the lease of this node, and what was spent beyond it makes the lease grow, which nobody can refuse any more.
    /// Answers with the limits whose soft budget was passed just now.
    /// </summary>
    private const string Charge =
        $"""
        {Added},
        sums AS (
          SELECT k.organization_id, k.limit_id, k.subject, k.window_start, k.beyond,
            coalesce((SELECT sum(c.usd) FROM unnest($38, $39, $40) AS c (call_id, place, usd) JOIN added a ON a.id = c.call_id
              WHERE c.place = k.place), 0) AS usd
          FROM unnest($33, $34, $35, $36, $37) WITH ORDINALITY AS k (organization_id, limit_id, subject, window_start, beyond, place)),
        leases AS (
          UPDATE model_budget_leases l SET amount_usd = l.amount_usd - s.usd + s.beyond FROM sums s
          WHERE l.organization_id = s.organization_id AND l.limit_id = s.limit_id AND l.subject = s.subject
            AND l.window_start = s.window_start AND l.node_id = $41
          RETURNING s.organization_id, s.limit_id, s.subject, s.window_start, s.beyond - s.usd AS usd),
        spent AS (
          UPDATE model_budget_windows w SET spent_usd = w.spent_usd + s.usd, leased_usd = w.leased_usd + coalesce(l.usd, 0)
          FROM sums s LEFT JOIN leases l USING (organization_id, limit_id, subject, window_start)
          WHERE w.organization_id = s.organization_id AND w.limit_id = s.limit_id AND w.subject = s.subject
            AND w.window_start = s.window_start
          RETURNING w.limit_id, w.spent_usd, s.usd)
        SELECT l.id FROM spent p JOIN model_limits l ON l.id = p.limit_id
        WHERE p.spent_usd > l.soft_budget_usd AND p.spent_usd - p.usd <= l.soft_budget_usd
        """;

    /// <param name="batch">The batch to fill: one transaction.</param>
    /// <param name="entries">Calls that ended.</param>
    /// <param name="budgets">Budgets that they count against, each once, with what was spent beyond the lease of this node.</param>
    /// <param name="nodeId">This node.</param>
    public static void Fill(NpgsqlBatch batch, IReadOnlyList<CallEntry> entries, IReadOnlyList<(BudgetKey Key, decimal Beyond)> budgets, Guid nodeId)
    {
        if (budgets.Count == 0)
        {
            var insert = new NpgsqlBatchCommand(Added + " SELECT FROM added LIMIT 0");
            AddCalls(insert, entries);
            batch.BatchCommands.Add(insert);
            return;
        }

        foreach (var sql in (string[])[EnsureWindows, LockWindows])
        {
            var prepare = new NpgsqlBatchCommand(sql);
            AddKeys(prepare, budgets);
            batch.BatchCommands.Add(prepare);
        }

        var charge = new NpgsqlBatchCommand(Charge);
        AddCalls(charge, entries);
        AddKeys(charge, budgets);
        Add(charge, NpgsqlDbType.Numeric, budgets.Select(budget => budget.Beyond));
        var places = budgets.Index().ToDictionary(budget => budget.Item.Key, budget => budget.Index + 1L);
        var charges = entries.SelectMany(entry => entry.Budgets.Select(key => (entry.CallId, Place: places[key], entry.ChargedUsd))).ToList();
        Add(charge, NpgsqlDbType.Uuid, charges.Select(one => one.CallId));
        Add(charge, NpgsqlDbType.Bigint, charges.Select(one => one.Place));
        Add(charge, NpgsqlDbType.Numeric, charges.Select(one => one.ChargedUsd));
        charge.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = nodeId });
        batch.BatchCommands.Add(charge);
    }

    private static void AddKeys(NpgsqlBatchCommand command, IReadOnlyList<(BudgetKey Key, decimal Beyond)> budgets)
    {
        Add(command, NpgsqlDbType.Uuid, budgets.Select(budget => budget.Key.TenantId));
        Add(command, NpgsqlDbType.Uuid, budgets.Select(budget => budget.Key.LimitId));
        Add(command, NpgsqlDbType.Text, budgets.Select(budget => budget.Key.Subject));
        Add(command, NpgsqlDbType.TimestampTz, budgets.Select(budget => budget.Key.WindowStart));
    }

    private static void AddCalls(NpgsqlBatchCommand command, IReadOnlyList<CallEntry> entries)
    {
        void Text(Func<CallEntry, string?> value) => Add(command, NpgsqlDbType.Text, entries.Select(value));
        void Id(Func<CallEntry, Guid?> value) => Add(command, NpgsqlDbType.Uuid, entries.Select(value));
        void Count(Func<CallEntry, long> value) => Add(command, NpgsqlDbType.Bigint, entries.Select(value));
        void Money(Func<CallEntry, decimal?> value) => Add(command, NpgsqlDbType.Numeric, entries.Select(value));
        void Flag(Func<CallEntry, bool> value) => Add(command, NpgsqlDbType.Boolean, entries.Select(value));
        Id(entry => entry.CallId);
        Id(entry => entry.TenantId);
        Id(entry => entry.KeyId);
        Text(entry => entry.Team);
        Text(entry => entry.EndUserHash);
        Id(entry => entry.ConversationId);
        Id(entry => entry.MessageId);
        Text(entry => entry.Face);
        Text(entry => entry.RequestedGroup);
        Text(entry => entry.Group);
        Text(entry => entry.Deployment);
        Text(entry => entry.Provider);
        Text(entry => entry.Model);
        Text(entry => SnakeCaseEnums.Word(entry.Status));
        Text(entry => entry.ErrorCode);
        Count(entry => entry.InputTokens);
        Count(entry => entry.OutputTokens);
        Count(entry => entry.CachedTokens);
        Count(entry => entry.CacheWriteTokens);
        Count(entry => entry.ReasoningTokens);
        Money(entry => entry.CostUsd);
        Money(entry => entry.ChargedUsd);
        Text(entry => entry.PriceSource);
        Flag(entry => entry.Estimated);
        Flag(entry => entry.FromCache);
        Money(entry => entry.SavedUsd);
        Add(command, NpgsqlDbType.Smallint, entries.Select(entry => (short)entry.Attempts));
        Add(command, NpgsqlDbType.Smallint, entries.Select(entry => (short)entry.Fallbacks));
        Add(command, NpgsqlDbType.Integer, entries.Select(entry => entry.FirstTokenMs));
        Add(command, NpgsqlDbType.Integer, entries.Select(entry => entry.TotalMs));
        Text(entry => entry.Decision.IsEmpty ? null : Encoding.UTF8.GetString(entry.Decision.Span));
        Add(command, NpgsqlDbType.TimestampTz, entries.Select(entry => entry.CreatedAt));
    }

    private static void Add<T>(NpgsqlBatchCommand command, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
}
