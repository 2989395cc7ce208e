using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Ledger;
using Agentes.Platform.Models.Limits;
using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Models.Ledger;

/// <summary>Brings the journal into the database, in batches. While the database is away the journal grows, and nothing is lost.</summary>
internal sealed partial class LedgerDrain(
    LedgerNode node, BudgetAccounts budgets, BudgetBank bank, AcrossOrganizations across, TimeProvider clock, ILogger<LedgerDrain> log)
    : BackgroundService
{
    private const int BatchSize = 1000;

    /// <summary>What ends in the meantime goes with the same batch.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _draining = new(1, 1);

    /// <summary>Returns when everything that has ended is in the database.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await _draining.WaitAsync(ct);
        try
        {
            while (await DrainAsync(ct) > 0)
            {
            }

            await DropFormerAsync(ct);
        }
        finally
        {
            _draining.Release();
        }
    }

    /// <summary>What a former process left is written down first: its budgets are then right for this one.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            NotDrained(away);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception away)
        {
            // It stays in the journal, for the next start.
            NotDrained(away);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FlushAsync(stoppingToken);
                await node.Journal.Filled.WaitAsync(Pause, stoppingToken);
                await Task.Delay(Gather, clock, stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                NotDrained(failed);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task<int> DrainAsync(CancellationToken ct)
    {
        var entries = node.Journal.Read(BatchSize, out var position);
        if (entries.Count > 0)
        {
            var charged = entries.SelectMany(entry => entry.Budgets).Distinct()
                .Select(key => (Key: key, Beyond: budgets.Find(key)?.TakeDeficit() ?? 0)).ToList();
            try
            {
                await WriteAsync(entries, charged, ct);
            }
            catch
            {
                charged.ForEach(one => budgets.Find(one.Key)?.PutBackDeficit(one.Beyond));
                throw;
            }
        }

        node.Journal.Drained(position);
        return entries.Count;
    }

    private async Task WriteAsync(IReadOnlyList<CallEntry> entries, List<(BudgetKey Key, decimal Beyond)> charged, CancellationToken ct)
    {
        await using var batch = across.Database.CreateBatch();
        LedgerStatements.Fill(batch, entries, charged, node.Id);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (reader.FieldCount == 1 && await reader.ReadAsync(ct))
            {
                SoftBudgetPassed(reader.GetGuid(0));
            }
        }
        while (await reader.NextResultAsync(ct));
    }

    private async Task DropFormerAsync(CancellationToken ct)
    {
        if (node.Former.Count == 0)
        {
            return;
        }

        // What they had spent is written down by now; the rest of their leases is free.
        foreach (var former in node.Former)
        {
            await bank.DropAsync(former, ct);
        }

        node.Forget();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal of model calls could not be brought into the database; it is tried again")]
    private partial void NotDrained(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The soft budget of model limit {LimitId} was passed")]
    private partial void SoftBudgetPassed(Guid limitId);
}
