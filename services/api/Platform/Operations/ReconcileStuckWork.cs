using Agentes.Platform.Conversations;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Operations;

/// <summary>
/// The second net under the recovery loop: finds work that no sweep would ever find, because its due time was lost or lies absurdly far
/// ahead, and puts it back in reach. Rows that are really being retried are left alone.
/// </summary>
public sealed partial class ReconcileStuckWork(
    AcrossOrganizations across, IGrainFactory grains, ConversationOptions options, TimeProvider clock, ILogger<ReconcileStuckWork> log)
{
    private const string RepairSql =
        """
        UPDATE messages SET due_at = $1
        WHERE status = 'pending' AND deleted_at IS NULL AND (due_at IS NULL OR due_at > $2)
        RETURNING organization_id, conversation_id
        """;

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var longest = now + options.Lease + options.RetryDelays.DefaultIfEmpty().Max();
        var stuck = new HashSet<(Guid OrganizationId, Guid ConversationId)>();
        await using (var command = across.Database.CreateCommand(RepairSql))
        {
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = longest });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                stuck.Add((rows.GetGuid(0), rows.GetGuid(1)));
            }
        }

        foreach (var (organizationId, conversationId) in stuck)
        {
            await grains.Conversation(conversationId).WakeAsync(new WakeUp(organizationId));
        }

        if (stuck.Count > 0)
        {
            Repaired(stuck.Count);
        }

        return stuck.Count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reconciliation woke {Count} conversations whose work no sweep could find")]
    private partial void Repaired(int count);
}
