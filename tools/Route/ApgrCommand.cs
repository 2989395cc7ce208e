using System.Globalization;
using System.Text.Json;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>
/// How much of the gap between a weak and a strong model a router recovers. Every prompt is scored by a model that was trained on the
/// other four fifths.
/// </summary>
internal static class ApgrCommand
{
    private const int Folds = 5;
    private const ulong Seed = 7;

    public static int Run(string file, TextWriter output)
    {
        var shuffled = Outcome.Read(file).ToArray();
        new Dice(Seed).Shuffle(shuffled.AsSpan());
        Outcome[] rows = shuffled;
        var (weak, strong) = (rows.Average(row => row.Weak), rows.Average(row => row.Strong));
        if (rows.Length < Folds || strong <= weak)
        {
            throw new FormatException("There are fewer than five prompts, or the strong model is not better than the weak one.");
        }

        Line(output, $"{rows.Length} prompts, {rows.Select(row => row.Domain).Distinct().Count()} topics, weak {weak:F3}, strong {strong:F3}");
        Line(output, $"  {"router",-14} {"APGR",6} {"all",6} {"CPT50",6} {"CPT80",6}  strong calls at 95 % and 99 % of strong");
        var figures = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["n"] = rows.Length };
        var dice = new Dice(Seed + 1);
        Print("gain model", OutOfFold(rows, training => new GainModel(training, Seed).Gain));
        Print("topic table", OutOfFold(rows, TopicGain));
        Print("random", [.. rows.Select(_ => dice.Unit())]);
        Print("oracle", [.. rows.Select(row => row.Gain)]);
        Line(output, $"  {"always weak",-14} {0,6:F3}   quality {weak / strong:P1} of strong at 0 % strong calls; always strong: 100 % at 100 %");
        output.WriteLine(JsonSerializer.Serialize(figures));
        return 0;

        void Print(string name, double[] scores)
        {
            var curve = new RoutingCurve(rows, scores);
            var (gap50, gap80) = (curve.CallsForGap(0.5), curve.CallsForGap(0.8));
            var (at95, at99) = (curve.CallsForQuality(0.95), curve.CallsForQuality(0.99));
            Line(output, $"  {name,-14} {curve.Apgr,6:F3} {curve.ApgrOfAllPoints,6:F3} {gap50,6:P1} {gap80,6:P1}  {at95:P1} {at99:P1}");
            figures[name.Replace(' ', '_')] = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["apgr"] = Math.Round(curve.Apgr, 4),
                ["cpt50"] = Math.Round(gap50, 4),
                ["cpt80"] = Math.Round(gap80, 4),
                ["calls_at_95"] = Math.Round(at95, 4),
                ["calls_at_99"] = Math.Round(at99, 4),
            };
        }
    }

    private static Func<Outcome, double> TopicGain(IReadOnlyList<Outcome> training)
    {
        var table = new TopicTable(training);
        return row => table.Gain(row.Domain);
    }

    private static double[] OutOfFold(Outcome[] rows, Func<IReadOnlyList<Outcome>, Func<Outcome, double>> train)
    {
        var scores = new double[rows.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            var score = train([.. rows.Where((_, index) => index % Folds != fold)]);
            for (var i = fold; i < rows.Length; i += Folds)
            {
                scores[i] = score(rows[i]);
            }
        }

        return scores;
    }

    private static void Line(TextWriter output, FormattableString text) =>
        output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
