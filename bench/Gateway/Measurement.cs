using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>What one contestant did in one slice of time.</summary>
internal sealed record Measurement(
    double RequestsPerSecond, TimeSpan P50, TimeSpan P99, TimeSpan FirstByteP50, double CpuSecondsPerThousand, double Megabytes)
{
    /// <summary>The measurement in the middle by rate: one slice that something else disturbed changes nothing.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> slices) =>
        slices.OrderBy(slice => slice.RequestsPerSecond).ElementAt(slices.Count / 2);
}

/// <summary>Connections that send one request after the other for a while.</summary>
internal sealed class ClosedLoop(IContestant contestant, bool stream, int connections, TimeProvider clock)
{
    private readonly byte[] _request = ChatRequests.For(contestant, stream);

    public async Task<Measurement> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var (latency, first) = (new LatencyHistogram(), new LatencyHistogram());
        var end = clock.GetTimestamp() + (long)(duration.TotalSeconds * clock.TimestampFrequency);
        var (started, cpu) = (clock.GetTimestamp(), CpuSeconds());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(end, latency, first, ct), ct)));
        var (seconds, used) = (clock.GetElapsedTime(started).TotalSeconds, CpuSeconds() - cpu);
        return new Measurement(
            latency.Count / seconds,
            latency.Percentile(50),
            latency.Percentile(99),
            first.Percentile(50),
            used / latency.Count * 1000,
            contestant.ProcessId == 0 ? 0 : ProcessTree.ResidentBytes(contestant.ProcessId) / 1e6);
    }

    private double CpuSeconds() => contestant.ProcessId == 0 ? 0 : ProcessTree.CpuSeconds(contestant.ProcessId);

    private async Task LoopAsync(long end, LatencyHistogram latency, LatencyHistogram first, CancellationToken ct)
    {
        using var connection = new RawConnection();
        await connection.ConnectAsync(contestant.Address, ct);
        for (var started = clock.GetTimestamp(); started < end; started = clock.GetTimestamp())
        {
            var answer = await connection.SendAsync(_request, clock, ct);
            latency.Record(clock.GetElapsedTime(started));
            first.Record(clock.GetElapsedTime(started, answer.First));
        }
    }
}
