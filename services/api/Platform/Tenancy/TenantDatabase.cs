using Npgsql;

namespace Agentes.Platform.Tenancy;

/// <summary>
/// Hand-written statements for one organization: the hot path of messages, where one round trip per transaction counts.
/// Everything else goes through Entity Framework.
/// </summary>
public sealed class TenantDatabase(NpgsqlDataSource database)
{
    /// <summary>A batch that begins by narrowing itself to the organization; the commands added to it share that one transaction.</summary>
    public NpgsqlBatch CreateBatch(Guid organizationId)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(RowSecurity.Preamble(organizationId));
        return batch;
    }

    /// <summary>
    /// An empty batch for one transaction with several organizations' statements. Each needs <see cref="RowSecurity.Preamble"/> before it:
    /// without one it would run as the owner of the tables.
    /// </summary>
    internal NpgsqlBatch CreateBatchOfMany() => database.CreateBatch();
}
