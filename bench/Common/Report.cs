using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agentes.Bench.Common;

/// <summary>The figures and checks of one run; the last line that a program prints.</summary>
public sealed class Report(string program)
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, object?> _figures = new(StringComparer.Ordinal);
    private readonly List<string> _failed = [];
    private int _checks;

    /// <summary>True while every check passed.</summary>
    public bool Ok => _failed.Count == 0;

    public Report Figure(string name, object? value)
    {
        _figures[name] = value is double number ? Round(number) : value;
        return this;
    }

    /// <summary>p50, p90, p95, p99 and the maximum, in milliseconds, as <c>{name}_p50_ms</c> and so on.</summary>
    public Report Latency(string name, LatencyHistogram latency)
    {
        foreach (var (label, percentile) in LatencyHistogram.Reported)
        {
            Figure($"{name}_{label}_ms", latency.Percentile(percentile).TotalMilliseconds);
        }

        return Figure($"{name}_max_ms", latency.Max.TotalMilliseconds);
    }

    /// <summary>Records a check; a failed one is printed at once and makes the exit code 1.</summary>
    public Report Check(string name, bool passed, string detail)
    {
        _checks++;
        if (!passed)
        {
            _failed.Add($"{name}: {detail}");
            Console.WriteLine($"CHECK FAILED  {name}: {detail}");
        }

        return this;
    }

    public string ToJsonLine()
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["program"] = program,
            ["ok"] = Ok,
            ["checks"] = _checks,
            ["failed_checks"] = _failed,
        };
        foreach (var (name, value) in _figures)
        {
            line[name] = value;
        }

        return JsonSerializer.Serialize(line, OneLine);
    }

    // JSON has no NaN or infinity: a ratio without a divisor is null.
    private static double? Round(double number) => double.IsFinite(number) ? Math.Round(number, 3) : null;
}
