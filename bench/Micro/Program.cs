using System.Globalization;
using Agentes.Bench.Common;
using Agentes.Bench.Micro;

// What a call that only passes through may allocate.
const long MostPassThroughBytes = 12 * 1024;

// Qualified, because a library below BenchmarkDotNet has a namespace of that name.
var commandLine = new Agentes.Bench.Common.CommandLine("Micro", "Times the libraries' hot paths as multiples of a fixed piece of work.")
    .Value("only", "NAME", "one of router, cost, gateway, pass")
    .Flag("quick", "fewer iterations: a smoke test, not a measurement");

return await BenchProgram.RunAsync("micro", commandLine, args, (options, report, _) =>
{
    var all = Measured.Run([typeof(CalibrationBenchmark), .. Chosen(options.Text("only"))], options.Has("quick"));
    var unit = all.Find(m => m.Name == nameof(CalibrationBenchmark.Sha256Of4Kilobytes))?.Nanoseconds;
    foreach (var (name, nanoseconds, bytes) in all)
    {
        report.Check(name, nanoseconds is not null, "the benchmark did not run")
            .Figure($"{name}_in_units", nanoseconds / unit)
            .Figure($"{name}_ns", nanoseconds)
            .Figure($"{name}_bytes", bytes);
        var multiple = (nanoseconds / unit)?.ToString("F2", CultureInfo.InvariantCulture) ?? "none";
        Console.WriteLine($"{name,-24} {multiple,10} x SHA-256 of 4 KB, {bytes,8} bytes allocated");
    }

    if (all.Find(m => m.Name == nameof(PassThroughBenchmark.PassWholeReply)) is { Bytes: { } passed })
    {
        report.Check("pass_through_allocates_little", passed <= MostPassThroughBytes, $"{passed} bytes, goal {MostPassThroughBytes}");
    }

    return Task.CompletedTask;
});

static Type[] Chosen(string? only) => only switch
{
    null => [typeof(RouterBenchmark), typeof(CostBenchmark), typeof(GatewayBenchmark), typeof(PassThroughBenchmark)],
    "router" => [typeof(RouterBenchmark)],
    "cost" => [typeof(CostBenchmark)],
    "gateway" => [typeof(GatewayBenchmark)],
    "pass" => [typeof(PassThroughBenchmark)],
    _ => throw new UsageException("--only takes router, cost, gateway or pass"),
};
