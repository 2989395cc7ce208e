using System.Globalization;
using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Operations;

/// <summary>Erases what was deleted longer ago than the retention period, table by table as the model lists them, and stale idempotency keys.</summary>
public sealed partial class PurgeDeletedRows(
    AcrossOrganizations across, PlatformOptions options, TimeProvider clock, ILogger<PurgeDeletedRows> log)
{
    /// <summary>Small bites, so that no lock is held for long; the job goes on until a bite comes back short.</summary>
    private const int Bite = 5000;

    private static readonly TimeSpan IdempotencyKept = TimeSpan.FromDays(1);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - options.Conversations.Retention;
        var erased = 0;
        foreach (var (table, key) in SoftDeletedTables())
        {
            erased += await EraseAsync(table, key, "deleted_at", before, ct);
        }

        erased += await EraseAsync("idempotency_records", "organization_id, key", "created_at", clock.GetUtcNow() - IdempotencyKept, ct);
        Purged(erased);
        return erased;
    }

    private List<(string Table, string Key)> SoftDeletedTables()
    {
        using var db = across.CreateDb();
        return db.Model.GetEntityTypes()
            .Where(type => typeof(ISoftDeleted).IsAssignableFrom(type.ClrType))
            .OrderBy(type => type.ClrType == typeof(Organization))
            .Select(type => (type.GetTableName()!, string.Join(", ", type.FindPrimaryKey()!.Properties.Select(Column))))
            .ToList();
    }

    private static string Column(IProperty property) => property.GetColumnName();

    private async Task<int> EraseAsync(string table, string key, string column, DateTimeOffset before, CancellationToken ct)
    {
        // Names come from the model, never from a caller.
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {column} < $1 LIMIT {Bite})");
        var total = 0;
        int erased;
        do
        {
            await using var command = across.Database.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
            total += erased = await command.ExecuteNonQueryAsync(ct);
        }
        while (erased == Bite);
        return total;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purge erased {Count} rows")]
    private partial void Purged(int count);
}
