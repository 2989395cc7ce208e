using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>
/// Wakes the conversations whose accepted work is overdue: after a crash, a lost call, a database that was away. Waking one that is
/// being answered changes nothing, so several nodes may run this side by side.
/// </summary>
internal sealed partial class RecoveryLoop(
    AcrossOrganizations across, IGrainFactory grains, ConversationOptions options, TimeProvider clock, ILogger<RecoveryLoop> log)
    : BackgroundService
{
    /// <summary>More than this wait for the next round: a huge backlog is taken in bites.</summary>
    private const int Bite = 1000;

    private const string OverdueSql =
        """
        SELECT organization_id, conversation_id FROM messages
        WHERE status = 'pending' AND due_at < $1 GROUP BY organization_id, conversation_id ORDER BY min(due_at) LIMIT $2
        """;

    /// <summary>Wakes what is overdue at the given time; returns how many conversations that were.</summary>
    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken ct)
    {
        var overdue = new List<(Guid OrganizationId, Guid ConversationId)>();
        await using (var command = across.Database.CreateCommand(OverdueSql))
        {
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Bite });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                overdue.Add((rows.GetGuid(0), rows.GetGuid(1)));
            }
        }

        foreach (var (organizationId, conversationId) in overdue)
        {
            await grains.Conversation(conversationId).WakeAsync(new WakeUp(organizationId));
        }

        return overdue.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At the start nothing of this node is being answered, so what is pending anywhere is worth a look at once.
        var now = clock.GetUtcNow() + options.Lease;
        using var timer = new PeriodicTimer(options.RecoveryInterval, clock);
        do
        {
            try
            {
                var woken = await SweepAsync(now, stoppingToken);
                if (woken > 0)
                {
                    Woken(woken);
                }
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                // The database or the workers are away: what is overdue stays so, and the next round finds it.
                NotSwept(failed);
            }

            now = clock.GetUtcNow();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Recovery woke {Count} conversations with overdue messages")]
    private partial void Woken(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovery could not finish its round; it tries again")]
    private partial void NotSwept(Exception failed);
}
