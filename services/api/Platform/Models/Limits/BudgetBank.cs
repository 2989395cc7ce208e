using Agentes.ModelGateway.Admission;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Tenancy;
using Npgsql;

namespace Agentes.Platform.Models.Limits;

/// <summary>Budgets in PostgreSQL. Whoever changes one locks its window first, so nodes take turns and never more is leased than there is.</summary>
internal sealed class BudgetBank(AcrossOrganizations across, LedgerNode node, TimeProvider clock) : IBudgetBank
{
    /// <summary>How long a lease holds that nobody renews.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    private const string Window = "organization_id = $1 AND limit_id = $2 AND subject = $3 AND window_start = $4";

    private const string Ensure =
        """
        INSERT INTO model_budget_windows (organization_id, limit_id, subject, window_start, spent_usd, leased_usd)
        VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT DO NOTHING
        """;

    private const string Lock = $"SELECT FROM model_budget_windows WHERE {Window} FOR UPDATE";

    private const string Expire =
        $"""
        WITH dead AS (DELETE FROM model_budget_leases WHERE {Window} AND expires_at < now() RETURNING amount_usd)
        UPDATE model_budget_windows SET leased_usd = leased_usd - (SELECT sum(amount_usd) FROM dead)
        WHERE {Window} AND EXISTS (SELECT FROM dead)
        """;

    /// <summary>A tenth of what is left, or what is needed when that is more, or nothing when it does not fit.</summary>
    private const string Take =
        $"""
        WITH room AS (
          SELECT l.budget_usd - w.spent_usd - w.leased_usd AS usd
          FROM model_budget_windows w JOIN model_limits l ON l.id = w.limit_id AND l.organization_id = w.organization_id
          WHERE w.organization_id = $1 AND w.limit_id = $2 AND w.subject = $3 AND w.window_start = $4),
        share AS (SELECT CASE WHEN usd >= $5 THEN greatest($5, round(usd / 10, 14)) ELSE 0 END AS usd FROM room),
        total AS (
          UPDATE model_budget_windows SET leased_usd = leased_usd + share.usd FROM share WHERE {Window} AND share.usd > 0),
        lease AS (
          INSERT INTO model_budget_leases (organization_id, limit_id, subject, window_start, node_id, amount_usd, expires_at)
          SELECT $1, $2, $3, $4, $6, usd, now() + $7 FROM share WHERE usd > 0
          ON CONFLICT (organization_id, limit_id, subject, window_start, node_id)
          DO UPDATE SET amount_usd = model_budget_leases.amount_usd + excluded.amount_usd, expires_at = excluded.expires_at)
        SELECT usd, (SELECT coalesce(sum(amount_usd), 0) FROM model_budget_leases WHERE {Window} AND node_id <> $6) FROM share
        """;

    private const string GiveBack =
        $"""
        WITH lease AS (UPDATE model_budget_leases SET amount_usd = amount_usd - $5 WHERE {Window} AND node_id = $6 RETURNING 1)
        UPDATE model_budget_windows SET leased_usd = leased_usd - $5 WHERE {Window} AND EXISTS (SELECT FROM lease)
        """;

    private const string RenewAll = "UPDATE model_budget_leases SET expires_at = now() + $2 WHERE node_id = $1";

    private const string DropAll =
        """
        WITH dropped AS (DELETE FROM model_budget_leases WHERE node_id = $1 RETURNING *),
        sums AS (
          SELECT organization_id, limit_id, subject, window_start, sum(amount_usd) AS usd FROM dropped GROUP BY 1, 2, 3, 4)
        UPDATE model_budget_windows w SET leased_usd = w.leased_usd - s.usd FROM sums s
        WHERE w.organization_id = s.organization_id AND w.limit_id = s.limit_id AND w.subject = s.subject AND w.window_start = s.window_start
        """;

    public async Task<BudgetLease> LeaseAsync(BudgetKey key, decimal need, CancellationToken ct)
    {
        var asked = clock.GetUtcNow();
        await using var batch = across.Database.CreateBatch();
        foreach (var sql in (string[])[Ensure, Lock, Expire])
        {
            batch.BatchCommands.Add(Command(sql, key));
        }

        var take = Command(Take, key);
        take.Parameters.Add(new NpgsqlParameter<decimal> { TypedValue = need });
        take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        take.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = LeaseTime });
        batch.BatchCommands.Add(take);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            if (reader.FieldCount == 2 && await reader.ReadAsync(ct))
            {
                return new BudgetLease(reader.GetDecimal(0), reader.GetDecimal(1), asked + LeaseTime);
            }
        }
        while (await reader.NextResultAsync(ct));

        // The limit was deleted a moment ago: whoever still counts by it gets nothing, and looks again.
        return default;
    }

    public async Task ReturnAsync(BudgetKey key, decimal amount, CancellationToken ct)
    {
        await using var batch = across.Database.CreateBatch();
        batch.BatchCommands.Add(Command(Lock, key));
        var give = Command(GiveBack, key);
        give.Parameters.Add(new NpgsqlParameter<decimal> { TypedValue = amount });
        give.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        batch.BatchCommands.Add(give);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Renews all leases of this node; returns when they will expire if that is not repeated.</summary>
    public async Task<DateTimeOffset> RenewAsync(CancellationToken ct)
    {
        var asked = clock.GetUtcNow();
        await using var command = across.Database.CreateCommand(RenewAll);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = LeaseTime });
        await command.ExecuteNonQueryAsync(ct);
        return asked + LeaseTime;
    }

    /// <summary>Gives back what a process held that is no more.</summary>
    public async Task DropAsync(Guid formerNode, CancellationToken ct)
    {
        await using var command = across.Database.CreateCommand(DropAll);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = formerNode });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Command(string sql, BudgetKey key)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.LimitId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Subject });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = key.WindowStart });
        return command;
    }
}
