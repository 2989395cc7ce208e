using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Agentes.Bench.Micro;

/// <summary>What one benchmark took.</summary>
/// <param name="Nanoseconds">Mean of one call; null when it did not run.</param>
/// <param name="Bytes">Managed memory that one call allocates.</param>
internal sealed record Measured(string Name, double? Nanoseconds, long? Bytes)
{
    /// <summary>Runs in this process: the build that is measured is the build that was started.</summary>
    public static List<Measured> Run(Type[] benchmarks, bool quick)
    {
        var job = (quick ? Job.Dry.WithWarmupCount(1).WithIterationCount(3) : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "agentes-micro"));
        var summaries = BenchmarkRunner.Run(benchmarks, config);
        return summaries.SelectMany(summary => summary.BenchmarksCases.Select(one => From(summary, one))).ToList();
    }

    private static Measured From(Summary summary, BenchmarkCase one)
    {
        var result = summary[one];
        return new Measured(
            one.Descriptor.WorkloadMethod.Name, result?.ResultStatistics?.Mean, result?.GcStats.GetBytesAllocatedPerOperation(one));
    }
}
