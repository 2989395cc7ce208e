namespace Agentes.Tools.Route;

/// <summary>
/// Quality over the share of strong calls, as in RouteLLM (Ong et al. 2024): the prompts with the highest scores go to the strong model.
/// </summary>
internal sealed class RoutingCurve
{
    private const int Bins = 10;
    private readonly double[] _quality;
    private readonly double _weak;
    private readonly double _strong;

    /// <param name="rows">The outcomes.</param>
    /// <param name="scores">One score per row; equal scores keep the order of the rows, which the caller has shuffled.</param>
    public RoutingCurve(IReadOnlyList<Outcome> rows, IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, rows.Count).OrderByDescending(index => scores[index]).ToArray();
        _quality = new double[rows.Count + 1];
        var total = rows.Sum(row => row.Weak);
        _quality[0] = total / rows.Count;
        for (var i = 0; i < order.Length; i++)
        {
            total += rows[order[i]].Gain;
            _quality[i + 1] = total / rows.Count;
        }

        _weak = _quality[0];
        _strong = _quality[^1];
    }

    /// <summary>Average performance gap recovered over the eleven points at the tenths of the scores; chance gives one half.</summary>
    public double Apgr => Recovered(Enumerable.Range(0, Bins + 1).Select(bin => _quality[bin * (_quality.Length - 1) / Bins]).ToArray());

    /// <summary>The same over every point.</summary>
    public double ApgrOfAllPoints => Recovered(_quality);

    /// <summary>Share of strong calls at which this part of the gap between the models is recovered.</summary>
    public double CallsForGap(double part) => CallsFor(_weak + (part * (_strong - _weak)));

    /// <summary>Share of strong calls, and so about the cost, at which this part of the strong model's quality is reached.</summary>
    public double CallsForQuality(double part) => CallsFor(part * _strong);

    private double CallsFor(double quality)
    {
        for (var i = 0; i < _quality.Length; i++)
        {
            if (_quality[i] >= quality)
            {
                var before = i == 0 ? 0 : (quality - _quality[i - 1]) / (_quality[i] - _quality[i - 1]);
                return i == 0 ? 0 : (i - 1 + before) / (_quality.Length - 1);
            }
        }

        return 1;
    }

    private double Recovered(double[] points)
    {
        var area = 0.0;
        for (var i = 1; i < points.Length; i++)
        {
            area += (points[i] + points[i - 1]) / 2;
        }

        return ((area / (points.Length - 1)) - _weak) / (_strong - _weak);
    }
}
