using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>Memory of the system under load while it answers, and who used the processor.</summary>
/// <param name="system">Process id of the system; its descendants count as part of it. Zero when unknown.</param>
/// <param name="upstream">Process id of the fake model server. Zero when there is none of our own.</param>
/// <param name="ofOneProcess">False for a system that is several processes, whose first one is a shell: its memory would say nothing.</param>
internal sealed class ResourceWatch(int system, int upstream, TimeProvider clock, bool ofOneProcess = true)
{
    private const int SampleEvery = 10_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private readonly List<(long Answered, double Megabytes)> _memory = [];

    /// <summary>Resident memory at the start, every 10,000 answered messages and at the end.</summary>
    public IReadOnlyList<(long Answered, double Megabytes)> Memory => _memory;

    /// <summary>Processors that each party kept busy on average: 1.0 is one whole core.</summary>
    public CpuShares Cpu { get; private set; } = new(0, 0, 0, 0);

    public async Task RunAsync(Meter meter, CancellationToken ct)
    {
        var (started, before) = (clock.GetTimestamp(), Now());
        Sample(0);
        for (long next = SampleEvery; !ct.IsCancellationRequested;)
        {
            await Task.Delay(LookEvery, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (meter.Answered >= next)
            {
                Sample(meter.Answered);
                next = ((meter.Answered / SampleEvery) + 1) * SampleEvery;
            }
        }

        Sample(meter.Answered);
        Cpu = (Now() - before).Over(clock.GetElapsedTime(started).TotalSeconds);
    }

    private void Sample(long answered)
    {
        if (system > 0 && ofOneProcess)
        {
            _memory.Add((answered, ProcessTree.ResidentBytes(system) / 1e6));
        }
    }

    private CpuShares Now()
    {
        var (own, ofSystem) = (ProcessTree.CpuSeconds(Environment.ProcessId), system > 0 ? ProcessTree.CpuSeconds(system) : 0);
        var ofUpstream = upstream > 0 ? ProcessTree.CpuSeconds(upstream) : 0;
        // What this program started is counted as its descendants; a system given by --pid is not among them.
        var alone = ProcessTree.OwnCpuSeconds(Environment.ProcessId);
        return new CpuShares(ofSystem, ofUpstream, alone, ProcessTree.MachineBusySeconds() - Math.Max(own, alone + ofSystem + ofUpstream));
    }
}

/// <summary>Processor time of each party: seconds, or after <see cref="Over"/> cores.</summary>
/// <param name="Others">Whatever else ran on this machine: it disturbed the measurement.</param>
internal sealed record CpuShares(double System, double Upstream, double Load, double Others)
{
    public static CpuShares operator -(CpuShares a, CpuShares b) =>
        new(a.System - b.System, a.Upstream - b.Upstream, a.Load - b.Load, a.Others - b.Others);

    // The machine's counter and those of the processes tick apart: a small difference may fall below zero.
    public CpuShares Over(double seconds) => new(System / seconds, Upstream / seconds, Load / seconds, Math.Max(0, Others / seconds));
}
