using System.Globalization;
using Agentes.Routing;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>
/// What labels of a source are worth: k of them, drawn five times, teach the model, and the others of the source judge it. The labels
/// that are kept for judging are the same for every k.
/// </summary>
internal static class AdaptationCurve
{
    public static readonly int[] Labels = [0, 20, 50, 100, 200];
    private const int Draws = 5;
    private const int LeastForJudging = 40;

    public sealed record Point(string Source, int Labels, double MacroF1, double TierAccuracy);

    public static List<Point> Of(IntentModel model, IReadOnlyList<LabelledText> rows)
    {
        var points = new List<Point>();
        foreach (var source in rows.GroupBy(row => FamilyOf(row.Source), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            LabelledText[] all = [.. source];
            if (all.Length >= 50 + LeastForJudging && all.Select(row => row.Intent).Distinct().Count() > 1)
            {
                points.AddRange(Labels.Where(k => all.Length >= k + LeastForJudging).Select(k => Measure(model, source.Key, all, k)));
            }
        }

        return points;
    }

    public static void Print(TextWriter output, List<Point> points)
    {
        output.WriteLine($"labels of the source: macro-F1 (tier accuracy), mean of {Draws} draws");
        foreach (var source in points.GroupBy(point => point.Source, StringComparer.Ordinal))
        {
            output.WriteLine($"  {source.Key,-28} {string.Join("  ", source.Select(Cell))}");
        }

        var means = points.GroupBy(point => point.Labels)
            .Select(at => new Point("", at.Key, at.Average(point => point.MacroF1), at.Average(point => point.TierAccuracy)));
        output.WriteLine($"  {"mean of the sources",-28} {string.Join("  ", means.Select(Cell))}");
    }

    /// <summary>Parts of one collection are one source: what stands before the slash names it.</summary>
    public static string FamilyOf(string source) => source.Split('/')[0];

    private static string Cell(Point point) =>
        string.Create(CultureInfo.InvariantCulture, $"k={point.Labels} {point.MacroF1:F3} ({point.TierAccuracy:F3})");

    private static Point Measure(IntentModel model, string source, LabelledText[] all, int k)
    {
        var figures = Enumerable.Range(0, Draws).Select(draw =>
        {
            var shuffled = all.ToArray();
            new Dice((ulong)draw + 1).Shuffle(shuffled.AsSpan());
            var largest = Labels.Where(count => all.Length >= count + LeastForJudging).Max();
            var judging = shuffled.AsSpan(largest).ToArray();
            var adapted = k == 0 ? model : model.With(IntentAdaptation.Fit(
                model, [.. shuffled.Take(k).Select(row => new LabelledMessage(row.Text, row.Intent, row.Language))]));
            return new IntentFigures(Judge.All(adapted, judging));
        }).ToList();
        return new Point(source, k, figures.Average(one => one.MacroF1), figures.Average(one => one.TierAccuracy));
    }
}
