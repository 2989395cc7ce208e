using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>The project's goals for its gateway: ratios within one run, and what it adds to a call that nothing else disturbs.</summary>
internal sealed class Bars(IReadOnlyDictionary<(string Name, bool Stream, int Connections), Measurement> results, Report report)
{
    private const double LeastOfNginx = 0.70;
    private const double LeastOfPortkey = 12;
    private static readonly TimeSpan MostAdded = TimeSpan.FromMilliseconds(0.25);
    private static readonly TimeSpan MostAddedToFirstToken = TimeSpan.FromMilliseconds(0.5);

    public void Check()
    {
        foreach (var stream in new[] { false, true })
        {
            var kind = stream ? "stream" : "whole";
            AtLeast($"of_nginx_{kind}_c16", Ratio("nginx", stream), LeastOfNginx);
            AtLeast($"of_portkey_{kind}_c16", Ratio("portkey", stream), LeastOfPortkey);
        }

        AtMost("added_p50_whole_c1", Added(stream: false, of => of.P50), MostAdded);
        AtMost("added_first_token_p50_stream_c1", Added(stream: true, of => of.FirstByteP50), MostAddedToFirstToken);
    }

    private double? Ratio(string other, bool stream) =>
        results.TryGetValue(("agentes", stream, 16), out var ours) && results.TryGetValue((other, stream, 16), out var theirs)
            ? ours.RequestsPerSecond / theirs.RequestsPerSecond
            : null;

    private TimeSpan? Added(bool stream, Func<Measurement, TimeSpan> of) =>
        results.TryGetValue(("agentes", stream, 1), out var ours) && results.TryGetValue(("direct", stream, 1), out var direct)
            ? of(ours) - of(direct)
            : null;

    private void AtLeast(string name, double? ratio, double least)
    {
        if (ratio is null)
        {
            Console.WriteLine($"{name}: not measured, one of the two is not there");
            return;
        }

        Console.WriteLine($"{name}: {ratio:F2} (goal: at least {least})");
        report.Figure(name, ratio).Check(name, ratio >= least, $"{ratio:F2}, goal {least}");
    }

    private void AtMost(string name, TimeSpan? added, TimeSpan most)
    {
        Console.WriteLine($"{name}: {added?.TotalMilliseconds:F3} ms (goal: at most {most.TotalMilliseconds} ms)");
        report.Figure($"{name}_ms", added?.TotalMilliseconds).Check(name, added <= most, $"{added?.TotalMilliseconds:F3} ms, goal {most.TotalMilliseconds} ms");
    }
}
