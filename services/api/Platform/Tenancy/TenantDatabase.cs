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
}
