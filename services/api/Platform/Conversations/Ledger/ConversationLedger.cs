using Agentes.Platform.Tenancy;
using Npgsql;

namespace Agentes.Platform.Conversations.Ledger;

/// <summary>
/// The statements of a message's way, one file each: accept, load, commit, fail. Hand-written because each is one round trip and one
/// transaction in which PostgreSQL itself decides what may happen; see docs/decisions/0004-row-level-security.md.
/// </summary>
public sealed partial class ConversationLedger(TenantDatabase database)
{
    private static NpgsqlBatchCommand Command(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static void Add<T>(NpgsqlBatchCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddOptional(NpgsqlBatchCommand command, object? value, NpgsqlTypes.NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    /// <summary>Runs the batch and moves past the result of its preamble.</summary>
    private static async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return reader;
    }
}
