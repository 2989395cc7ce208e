using System.Numerics;

namespace Agentes.Bench.Common;

/// <summary>
/// Durations in constant memory: log-linear buckets of microseconds, 64 per power of two, so a percentile is at most 1.6 % too high.
/// Safe for many writers at once.
/// </summary>
public sealed class LatencyHistogram
{
    public static readonly IReadOnlyList<(string Label, double Percentile)> Reported = [("p50", 50), ("p90", 90), ("p95", 95), ("p99", 99)];

    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;
    private readonly long[] _buckets = new long[SubCount * (64 - SubBits)];
    private long _count;
    private long _max;

    public long Count => Interlocked.Read(ref _count);

    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref _max));

    public void Record(TimeSpan duration)
    {
        var microseconds = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref _buckets[IndexOf(microseconds)]);
        Interlocked.Increment(ref _count);
        for (var seen = Interlocked.Read(ref _max); microseconds > seen; seen = Interlocked.Read(ref _max))
        {
            Interlocked.CompareExchange(ref _max, microseconds, seen);
        }
    }

    /// <summary>The smallest bucket's upper bound that covers the given percent of the durations (nearest rank); zero when empty.</summary>
    public TimeSpan Percentile(double percent)
    {
        var rank = (long)Math.Ceiling(Count * percent / 100);
        long seen = 0;
        for (var i = 0; i < _buckets.Length && rank > 0; i++)
        {
            seen += Interlocked.Read(ref _buckets[i]);
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(Math.Min(UpperBound(i), Interlocked.Read(ref _max)));
            }
        }

        return Max;
    }

    public override string ToString()
    {
        var parts = Reported.Select(r => $"{r.Label} {Percentile(r.Percentile).TotalMilliseconds:F1}");
        return $"{string.Join("  ", parts)}  max {Max.TotalMilliseconds:F1} ms";
    }

    // Values below 64 have a bucket each; above, the top 7 bits choose it.
    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift * SubCount) + (int)(value >> shift);
    }

    private static long UpperBound(int index)
    {
        var shift = index < 2 * SubCount ? 0 : (index / SubCount) - 1;
        var top = index - (shift * SubCount);
        return ((long)(top + 1) << shift) - 1;
    }
}
