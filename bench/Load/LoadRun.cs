using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>Opens the conversations, warms up, measures, and waits for the last replies.</summary>
internal sealed class LoadRun(LoadOptions options, TimeProvider clock)
{
    private const int OpenedAtATime = 16;

    /// <param name="measuring">Runs beside the measurement and is cancelled when it ends.</param>
    public async Task<Meter> DriveAsync(ISystemUnderLoad system, Func<Meter, CancellationToken, Task> measuring, CancellationToken ct)
    {
        var lines = await OpenAllAsync(system, ct);
        var meter = new Meter(options.Messages, clock);
        using var draining = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var customers = options.OpenRate is { } rate
            ? new OpenLoop(lines, meter, rate, clock).RunAsync(draining.Token)
            : new ClosedLoop(system, meter, options.MessagesPerConversation, clock).RunAsync(lines, draining.Token);
        try
        {
            await Task.Delay(options.Warmup, clock, ct);
            await MeasureAsync(meter, customers, measuring, ct);
        }
        finally
        {
            draining.CancelAfter(options.Drain);
            await customers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return customers.IsFaulted ? throw customers.Exception.GetBaseException() : meter;
    }

    private async Task MeasureAsync(Meter meter, Task customers, Func<Meter, CancellationToken, Task> measuring, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        meter.Begin();
        var watching = measuring(meter, ending.Token);
        var enough = options.Messages is null ? Task.Delay(options.Duration, clock, ct) : meter.Spent;
        await Task.WhenAny(enough, customers, Task.Delay(Timeout.InfiniteTimeSpan, clock, ct));
        meter.End();
        await ending.CancelAsync();
        await watching;
        ct.ThrowIfCancellationRequested();
    }

    private async Task<ICustomerLine[]> OpenAllAsync(ISystemUnderLoad system, CancellationToken ct)
    {
        var lines = new ICustomerLine[options.Conversations];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = OpenedAtATime, CancellationToken = ct };
        await Parallel.ForAsync(0, lines.Length, parallel, async (i, c) => lines[i] = await system.OpenAsync(c));
        return lines;
    }
}
