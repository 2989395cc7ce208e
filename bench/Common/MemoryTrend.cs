namespace Agentes.Bench.Common;

/// <summary>
/// Whether memory keeps growing: the least-squares line through the samples after the first quarter, which fills caches and pools.
/// </summary>
/// <param name="MegabytesPer10k">Slope in megabytes per 10,000 answered messages.</param>
/// <param name="GrowthPercent">What that slope adds over the whole run, relative to the mean.</param>
public sealed record MemoryTrend(double MegabytesPer10k, double GrowthPercent)
{
    /// <summary>Fewer points would make a line of noise.</summary>
    private const int FewestSamples = 6;

    /// <summary>Null when there are too few samples to tell.</summary>
    public static MemoryTrend? Of(IReadOnlyList<(long Answered, double Megabytes)> samples)
    {
        var last = samples.Count > 0 ? samples[^1].Answered : 0;
        var settled = samples.Where(s => s.Answered >= last / 4).ToList();
        if (settled.Count < FewestSamples)
        {
            return null;
        }

        var (x, y) = (settled.Average(s => s.Answered), settled.Average(s => s.Megabytes));
        var slope = settled.Sum(s => (s.Answered - x) * (s.Megabytes - y)) / settled.Sum(s => (s.Answered - x) * (s.Answered - x));
        return new MemoryTrend(slope * 10_000, 100 * slope * last / y);
    }
}
