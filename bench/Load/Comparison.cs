using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>The measurements of one run and what they prove.</summary>
internal sealed class Comparison(Options options, Report report)
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly LoadOptions _load = LoadOptions.From(options);

    public async Task RunAsync(CancellationToken ct)
    {
        var ours = await MeasurePlatformAsync(ct);
        if (options.NumberOrNull("target-rate") is { } target)
        {
            report.Check("target_rate", ours.AnsweredPerSecond >= target, $"{ours.AnsweredPerSecond:F0} answered/s, wanted {target:F0}");
        }

        if (options.Has("reference"))
        {
            var reference = await MeasureReferenceAsync(ct);
            var ratio = ours.AnsweredPerSecond / reference.AnsweredPerSecond;
            Console.WriteLine($"ratio   {ratio:F2} x the reference");
            report.Figure("ratio_to_reference", ratio);
        }
    }

    private async Task<Meter> MeasurePlatformAsync(CancellationToken ct)
    {
        using var client = Connections.NewClient();
        var http = new PatientHttp(client, TimeSpan.FromSeconds(30), _clock);
        if (options.Text("url") is { } url)
        {
            var (key, agent) = (options.Required("api-key"), options.Text("agent"));
            await using var given = await PlatformSetup.WithKeyAsync(http, new Uri(url), key, agent, ct);
            return await MeasureAsync("platform", "", given, new ResourceWatch(options.WholeOrNull("pid") ?? 0, 0, _clock), ct);
        }

        var workplace = new Workplace();
        var host = options.Text("host") ?? await workplace.BuildHostAsync(!options.Has("no-build"), ct);
        string[] behaviour = ["--chunks", options.Required("chunks"), "--first-token-ms", options.Required("first-token-ms")];
        await using var upstream = await UpstreamProcess.StartAsync(workplace.Upstream, behaviour, ct);
        await using var platform = await PlatformProcess.StartAsync(host, ModelsFile.AllGroupsAt(upstream.Address), ct);
        await using var system = await PlatformSetup.CreateAsync(http, platform.Address, ct);
        return await MeasureAsync("platform", "", system, new ResourceWatch(platform.ProcessId, upstream.ProcessId, _clock), ct);
    }

    private async Task<Meter> MeasureReferenceAsync(CancellationToken ct)
    {
        await using var reference = await ReferenceUnderLoad.StartAsync(new Workplace().ReferenceScript, ct);
        return await MeasureAsync("reference", "reference_", reference, new ResourceWatch(reference.ProcessId, 0, _clock, ofOneProcess: false), ct);
    }

    private async Task<Meter> MeasureAsync(string name, string prefix, ISystemUnderLoad system, ResourceWatch watch, CancellationToken ct)
    {
        // The reference is slower: a comparison of rates takes the same time, not the same number of messages.
        var load = prefix.Length > 0 ? _load with { Messages = null } : _load;
        Console.WriteLine($"{name}: {load.Conversations} conversations, warm-up {load.Warmup.TotalSeconds:F0} s");
        var meter = await new LoadRun(load, _clock).DriveAsync(system, watch.RunAsync, ct);
        Print(name, meter, watch);
        Fill(prefix, meter, watch);
        report.Check($"{prefix}something_was_answered", meter.Answered > 0, "no message was answered")
            .Check($"{prefix}no_failures", meter.Failures.Count == 0, Describe(meter.Failures))
            .Check($"{prefix}nothing_left_open", meter.Open == 0, $"{meter.Open} accepted messages without a reply");
        if (prefix.Length == 0)
        {
            CheckMemory(watch);
        }

        return meter;
    }

    private void CheckMemory(ResourceWatch watch)
    {
        var trend = MemoryTrend.Of(watch.Memory);
        report.Figure("rss_slope_mb_per_10k", trend?.MegabytesPer10k).Figure("rss_growth_percent", trend?.GrowthPercent);
        if (options.Has("flat-messages"))
        {
            var limit = options.NumberOrNull("flat-percent") ?? 0;
            var detail = trend is null ? "too few samples: more messages, or --pid, are needed" : $"{trend.GrowthPercent:F1} % growth";
            report.Check("memory_flat", trend is not null && trend.GrowthPercent <= limit, detail);
        }
    }

    private static string Describe(IReadOnlyDictionary<string, int> failures) =>
        string.Join("; ", failures.OrderByDescending(f => f.Value).Take(5).Select(f => $"{f.Value} x {f.Key}"));

    private static void Print(string name, Meter meter, ResourceWatch watch)
    {
        Console.WriteLine($"{name}: {meter.Answered} answered in {meter.Measured.TotalSeconds:F1} s");
        Console.WriteLine($"rate    accepted {meter.AcceptedPerSecond:F0}/s, answered {meter.AnsweredPerSecond:F0}/s");
        Console.WriteLine($"accept  {meter.Accepts}");
        Console.WriteLine($"reply   {meter.Replies}");
        var cpu = watch.Cpu;
        Console.WriteLine($"cores   system {cpu.System:F2}, upstream {cpu.Upstream:F2}, load {cpu.Load:F2}, others {cpu.Others:F2}");
        foreach (var (answered, megabytes) in watch.Memory)
        {
            Console.WriteLine($"  rss {megabytes,7:F0} MB after {answered}");
        }
    }

    private void Fill(string prefix, Meter meter, ResourceWatch watch)
    {
        report.Figure($"{prefix}accepted_per_second", meter.AcceptedPerSecond)
            .Figure($"{prefix}answered_per_second", meter.AnsweredPerSecond)
            .Figure($"{prefix}answered", meter.Answered)
            .Figure($"{prefix}seconds", meter.Measured.TotalSeconds)
            .Figure($"{prefix}failures", meter.Failures.Values.Sum())
            .Figure($"{prefix}left_open", meter.Open)
            .Latency($"{prefix}accept", meter.Accepts)
            .Latency($"{prefix}reply", meter.Replies)
            .Figure($"{prefix}rss_start_mb", watch.Memory.Select(m => (double?)m.Megabytes).FirstOrDefault())
            .Figure($"{prefix}rss_end_mb", watch.Memory.Select(m => (double?)m.Megabytes).LastOrDefault())
            .Figure($"{prefix}cores_system", watch.Cpu.System)
            .Figure($"{prefix}cores_upstream", watch.Cpu.Upstream)
            .Figure($"{prefix}cores_load", watch.Cpu.Load)
            .Figure($"{prefix}cores_others", watch.Cpu.Others);
    }
}
