using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>
/// How good a classifier is on labelled messages. Tiers are those of a valued customer, because only for him the specification's table
/// tells all four tiers apart.
/// </summary>
public sealed class IntentFigures
{
    private const int Intents = 9;
    private const int Bins = 15;
    private const decimal ValuedCustomer = 1_000_000;
    private readonly int[,] _confusion = new int[Intents, Intents];
    private readonly IReadOnlyList<Judged> _rows;

    public IntentFigures(IReadOnlyList<Judged> rows)
    {
        _rows = rows;
        foreach (var row in rows)
        {
            _confusion[(int)row.Label.Intent, (int)row.Said]++;
        }
    }

    public int Count => _rows.Count;

    public double Accuracy => Share(row => row.Right);

    /// <summary>Mean F1 of the intents that occur among the labels.</summary>
    public double MacroF1 => Present().Select(F1).DefaultIfEmpty().Average();

    /// <summary>Mean F1 of all nine intents and so 0 for those that do not occur; comparable only between files that hold all.</summary>
    public double MacroF1OfNine => Present().Sum(F1) / Intents;

    public double TierAccuracy => Share(row => TierOf(row.Said) == TierOf(row.Label.Intent));

    public double UnderRouted => Share(row => TierOf(row.Said) < TierOf(row.Label.Intent));

    public double OverRouted => Share(row => TierOf(row.Said) > TierOf(row.Label.Intent));

    /// <summary>Share of the messages that are not of the premium tier and are sent there.</summary>
    public double PremiumFalsePositives =>
        Share(row => TierOf(row.Said) == ModelTier.Premium, row => TierOf(row.Label.Intent) != ModelTier.Premium);

    public double PremiumRecall =>
        Share(row => TierOf(row.Said) == ModelTier.Premium, row => TierOf(row.Label.Intent) == ModelTier.Premium);

    public double Abstained => Share(row => row.Abstained);

    /// <summary>Expected calibration error over 15 bins of equal width: the mean distance of confidence and accuracy.</summary>
    public double CalibrationError => _rows
        .GroupBy(row => Math.Min(Bins - 1, (int)(row.Confidence * Bins)))
        .Sum(bin => Math.Abs(bin.Sum(row => row.Confidence) - bin.Count(row => row.Right))) / Math.Max(1, _rows.Count);

    public int this[Intent label, Intent said] => _confusion[(int)label, (int)said];

    public static ModelTier TierOf(Intent intent) => RoutingPolicy.Specification.RuleFor(intent, ValuedCustomer).Tier;

    public IEnumerable<Intent> Present() => Enum.GetValues<Intent>().Where(intent => Labelled(intent) > 0);

    public int Labelled(Intent intent) => Enum.GetValues<Intent>().Sum(said => this[intent, said]);

    public double Precision(Intent intent) => Ratio(this[intent, intent], Enum.GetValues<Intent>().Sum(label => this[label, intent]));

    public double Recall(Intent intent) => Ratio(this[intent, intent], Labelled(intent));

    public double F1(Intent intent)
    {
        var (precision, recall) = (Precision(intent), Recall(intent));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>Accuracy over the share of the messages that the classifier is surest of.</summary>
    public double SelectiveAccuracy(double coverage)
    {
        var kept = (int)Math.Round(_rows.Count * coverage);
        return Ratio(_rows.OrderByDescending(row => row.Confidence).Take(kept).Count(row => row.Right), kept);
    }

    private double Share(Func<Judged, bool> what, Func<Judged, bool>? among = null)
    {
        var rows = among is null ? _rows : _rows.Where(among).ToList();
        return Ratio(rows.Count(what), rows.Count);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : part / (double)whole;
}
