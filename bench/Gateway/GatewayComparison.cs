using System.Globalization;
using System.Text;
using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>Every contestant in every case, taking turns, and what the figures prove.</summary>
internal sealed class GatewayComparison(Options options, Report report)
{
    private const string Ours = "agentes";
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly int _rounds = options.Whole("rounds", 1);
    private readonly TimeSpan _slice = options.Seconds("seconds", 1);
    private readonly Dictionary<(string Name, bool Stream, int Connections), Measurement> _results = [];

    public async Task RunAsync(CancellationToken ct)
    {
        var workplace = new Workplace();
        await using var upstream = await UpstreamProcess.StartAsync(workplace.Upstream, [], ct);
        var contestants = new List<IContestant>();
        try
        {
            foreach (var name in options.Required("only").Split(','))
            {
                contestants.Add(await StartAsync(name, workplace, upstream.Address, ct));
            }

            await MeasureAllAsync(contestants, ct);
            if (options.WholeOrNull("flat-requests") is { } requests && contestants.Find(c => c.Name == Ours) is { } ours)
            {
                await WatchMemoryAsync(ours, requests, ct);
            }
        }
        finally
        {
            foreach (var contestant in contestants)
            {
                await contestant.DisposeAsync();
            }
        }

        if (options.Has("bars"))
        {
            new Bars(_results, report).Check();
        }
    }

    private async Task<IContestant> StartAsync(string name, Workplace workplace, Uri upstream, CancellationToken ct) => name switch
    {
        "direct" => new DirectContestant(upstream),
        "nginx" => await ProgramContestant.NginxAsync(upstream, ct),
        "kestrel" => await ProgramContestant.KestrelAsync(upstream, ct),
        "portkey" => await ProgramContestant.PortkeyAsync(upstream, ct),
        Ours => await PlatformContestant.StartAsync(
            options.Text("host") ?? await workplace.BuildHostAsync(!options.Has("no-build"), ct), upstream, ct),
        _ => throw new UsageException("--only takes direct, nginx, kestrel, agentes and portkey"),
    };

    private async Task MeasureAllAsync(List<IContestant> contestants, CancellationToken ct)
    {
        foreach (var stream in new[] { false, true })
        {
            var able = new List<IContestant>();
            foreach (var contestant in contestants)
            {
                if (await AnswersAsync(contestant, stream, ct))
                {
                    able.Add(contestant);
                    await new ClosedLoop(contestant, stream, connections: 16, _clock).RunAsync(options.Seconds("warmup") / 2, ct);
                }
            }

            foreach (var connections in options.Required("concurrency").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)))
            {
                await MeasureCaseAsync(able, stream, connections, ct);
            }
        }
    }

    /// <summary>A contestant that answers fast and wrong is no contestant: ours fails the run, another one is left out and named.</summary>
    private async Task<bool> AnswersAsync(IContestant contestant, bool stream, CancellationToken ct)
    {
        string? wrong;
        try
        {
            using var connection = new RawConnection();
            await connection.ConnectAsync(contestant.Address, ct);
            var answer = await connection.SendAsync(ChatRequests.For(contestant, stream), _clock, ct);
            wrong = IsWhole(answer.Body.Span, stream) ? null : Encoding.UTF8.GetString(answer.Body.Span);
        }
        catch (InvalidDataException refused)
        {
            wrong = refused.Message;
        }

        if (wrong is not null)
        {
            Console.WriteLine($"{contestant.Name} does not answer {(stream ? "streamed" : "whole")} and is left out: {wrong.ReplaceLineEndings(" ")}");
        }

        var name = $"{contestant.Name}_{(stream ? "stream" : "whole")}_answers";
        report.Figure(name, wrong is null);
        if (contestant.Name == Ours)
        {
            report.Check(name, wrong is null, wrong ?? "");
        }

        return wrong is null;
    }

    private static bool IsWhole(ReadOnlySpan<byte> body, bool stream) =>
        body.IndexOf("\"finish_reason\":\"stop\""u8) >= 0 && body.IndexOf(stream ? "[DONE]"u8 : "\"total_tokens\""u8) >= 0;

    private async Task MeasureCaseAsync(List<IContestant> contestants, bool stream, int connections, CancellationToken ct)
    {
        var slices = contestants.ToDictionary(c => c, _ => new List<Measurement>());
        for (var round = 0; round < _rounds; round++)
        {
            foreach (var contestant in contestants)
            {
                slices[contestant].Add(await new ClosedLoop(contestant, stream, connections, _clock).RunAsync(_slice, ct));
            }
        }

        Console.WriteLine($"\n{(stream ? "streamed" : "whole")}, {connections} connection(s): median of {_rounds} x {_slice.TotalSeconds:F0} s");
        Console.WriteLine("             requests/s   p50 ms   p99 ms   first byte p50   CPU-s per 1,000     RSS MB");
        foreach (var (contestant, measured) in slices)
        {
            var median = Measurement.Median(measured);
            _results[(contestant.Name, stream, connections)] = median;
            Console.WriteLine(
                $"{contestant.Name,-10} {median.RequestsPerSecond,12:F0} {median.P50.TotalMilliseconds,8:F3} {median.P99.TotalMilliseconds,8:F3}"
                + $" {median.FirstByteP50.TotalMilliseconds,16:F3} {median.CpuSecondsPerThousand,17:F3} {median.Megabytes,10:F0}");
            Fill($"{contestant.Name}_{(stream ? "stream" : "whole")}_c{connections}", median);
        }
    }

    private void Fill(string prefix, Measurement median) => report
        .Figure($"{prefix}_per_second", median.RequestsPerSecond)
        .Figure($"{prefix}_p50_ms", median.P50.TotalMilliseconds)
        .Figure($"{prefix}_p99_ms", median.P99.TotalMilliseconds)
        .Figure($"{prefix}_first_byte_p50_ms", median.FirstByteP50.TotalMilliseconds)
        .Figure($"{prefix}_cpu_s_per_1000", median.CpuSecondsPerThousand)
        .Figure($"{prefix}_rss_mb", median.Megabytes);

    private async Task WatchMemoryAsync(IContestant ours, int requests, CancellationToken ct)
    {
        var samples = new List<(long Answered, double Megabytes)>();
        for (long answered = 0; answered < requests;)
        {
            var slice = await new ClosedLoop(ours, stream: samples.Count % 2 == 0, connections: 16, _clock).RunAsync(TimeSpan.FromSeconds(2), ct);
            answered += (long)(slice.RequestsPerSecond * 2);
            samples.Add((answered, slice.Megabytes));
        }

        var trend = MemoryTrend.Of(samples);
        Console.WriteLine($"\nmemory over {samples[^1].Answered} requests: {samples[0].Megabytes:F0} -> {samples[^1].Megabytes:F0} MB");
        report.Figure("flat_requests", samples[^1].Answered)
            .Figure("flat_rss_start_mb", samples[0].Megabytes)
            .Figure("flat_rss_end_mb", samples[^1].Megabytes)
            .Figure("flat_growth_percent", trend?.GrowthPercent)
            .Check("memory_flat", trend is not null && trend.GrowthPercent <= options.NumberOrNull("flat-percent"), $"{trend?.GrowthPercent:F1} % growth");
    }
}
