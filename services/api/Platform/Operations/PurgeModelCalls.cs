using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Operations;

/// <summary>Erases the rows of calls of models that are older than their retention, and the windows of budgets that ended before that.</summary>
public sealed partial class PurgeModelCalls(
    AcrossOrganizations across, PlatformOptions options, TimeProvider clock, ILogger<PurgeModelCalls> log)
{
    /// <summary>Small bites, so that no lock is held for long; the job goes on until a bite comes back short.</summary>
    private const int Bite = 5000;

    /// <summary>By the id, which begins with the time at which the call began: that is the order of the rows, and their key.</summary>
    private const string Calls = "DELETE FROM model_calls WHERE id IN (SELECT id FROM model_calls WHERE id < $1 ORDER BY id LIMIT $2)";

    /// <summary>A budget without windows has one that began with Unix' time, and is for ever.</summary>
    private static readonly string[] Windows =
    [
        """
        DELETE FROM model_budget_leases WHERE (organization_id, limit_id, subject, window_start, node_id) IN (
          SELECT organization_id, limit_id, subject, window_start, node_id FROM model_budget_leases
          WHERE window_start < $1 AND window_start > to_timestamp(0) LIMIT $2)
        """,
        """
        DELETE FROM model_budget_windows WHERE (organization_id, limit_id, subject, window_start) IN (
          SELECT organization_id, limit_id, subject, window_start FROM model_budget_windows
          WHERE window_start < $1 AND window_start > to_timestamp(0) LIMIT $2)
        """,
    ];

    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (options.Ledger.Retention <= TimeSpan.Zero)
        {
            return 0;
        }

        var before = clock.GetUtcNow() - options.Ledger.Retention;
        var calls = await EraseAsync(Calls, new NpgsqlParameter<Guid> { TypedValue = FirstIdOf(before) }, ct);
        foreach (var sql in Windows)
        {
            await EraseAsync(sql, new NpgsqlParameter<DateTimeOffset> { TypedValue = before }, ct);
        }

        Purged(calls);
        return calls;
    }

    /// <summary>The smallest id of an instant: its milliseconds, and nothing that is random.</summary>
    private static Guid FirstIdOf(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(instant).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = 0x70;
        bytes[7] = 0;
        bytes[8] = 0x80;
        bytes[9..].Clear();
        return new Guid(bytes, bigEndian: true);
    }

    private async Task<int> EraseAsync(string sql, NpgsqlParameter before, CancellationToken ct)
    {
        var total = 0;
        int erased;
        do
        {
            await using var command = across.Database.CreateCommand(sql);
            command.Parameters.Add(before.Clone());
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Bite });
            total += erased = await command.ExecuteNonQueryAsync(ct);
        }
        while (erased == Bite);
        return total;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purge erased {Count} rows of model calls")]
    private partial void Purged(int count);
}
