using System.Globalization;
using System.Text.Json;
using Agentes.Routing;
using Agentes.Routing.Model;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>Quality, adaptation and speed on labelled messages. The model has seen none of them, so each source is a new business.</summary>
internal static class EvalCommand
{
    public static int Run(IntentModel model, IReadOnlyList<string> files, TextWriter output)
    {
        var rows = files.SelectMany(LabelledFile.Read).ToList();
        if (rows.Count == 0)
        {
            throw new FormatException("There is no labelled message.");
        }

        output.WriteLine($"model {model.Version}");
        var figures = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["model"] = model.Version };
        foreach (var language in rows.GroupBy(row => row.Language, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            LabelledText[] own = [.. language];
            output.WriteLine();
            figures[language.Key] = Language(model, language.Key, own, output);
        }

        output.WriteLine();
        figures["speed"] = Speed(model, rows, output);
        output.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    private static SortedDictionary<string, object> Language(IntentModel model, string language, LabelledText[] rows, TextWriter output)
    {
        var judged = Judge.All(model, rows);
        var figures = new IntentFigures(judged);
        FiguresTable.Print(output, language, figures, detailed: true);
        output.WriteLine("  source by source, without its labels: macro-F1 (tier accuracy)");
        foreach (var source in judged.GroupBy(row => AdaptationCurve.FamilyOf(row.Label.Source), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var own = new IntentFigures([.. source]);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"    {source.Key,-28} n {own.Count,5}  {own.MacroF1:F3} ({own.TierAccuracy:F3})"));
        }

        var curve = AdaptationCurve.Of(model, rows);
        AdaptationCurve.Print(output, curve);
        return Figures(figures, curve);
    }

    private static SortedDictionary<string, object> Figures(IntentFigures figures, List<AdaptationCurve.Point> curve)
    {
        var result = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["n"] = figures.Count,
            ["macro_f1"] = Round(figures.MacroF1),
            ["macro_f1_of_nine"] = Round(figures.MacroF1OfNine),
            ["accuracy"] = Round(figures.Accuracy),
            ["tier_accuracy"] = Round(figures.TierAccuracy),
            ["under_routed"] = Round(figures.UnderRouted),
            ["over_routed"] = Round(figures.OverRouted),
            ["tier_4_false_positives"] = Round(figures.PremiumFalsePositives),
            ["tier_4_recall"] = Round(figures.PremiumRecall),
            ["calibration_error"] = Round(figures.CalibrationError),
            ["accuracy_of_surest_80"] = Round(figures.SelectiveAccuracy(0.8)),
        };
        foreach (var at in curve.GroupBy(point => point.Labels))
        {
            result[$"macro_f1_after_{at.Key}_labels"] = Round(at.Average(point => point.MacroF1));
        }

        return result;
    }

    private static SortedDictionary<string, object> Speed(IntentModel model, List<LabelledText> rows, TextWriter output)
    {
        var posterior = new double[9];
        foreach (var row in rows.Take(2000))
        {
            model.Read(row.Text, row.Language, posterior);
        }

        var ticks = new long[rows.Count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < rows.Count; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            model.Read(rows[i].Text, rows[i].Language, posterior);
            ticks[i] = TimeProvider.System.GetTimestamp() - start;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var file = IntentModelFile.Write(model.Weights);
        var loading = TimeProvider.System.GetTimestamp();
        IntentModel.Load(file);
        var load = TimeProvider.System.GetElapsedTime(loading).TotalMilliseconds;
        Array.Sort(ticks);
        double At(double share) => ticks[(int)(share * (ticks.Length - 1))] * 1e6 / TimeProvider.System.TimestampFrequency;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"speed: p50 {At(0.5):F1} us  p99 {At(0.99):F1} us per message of {rows.Average(row => row.Text.Length):F0} characters on average, "
            + $"{bytes} bytes allocated in all; the file of {file.Length / 1024} KB loads in {load:F0} ms"));
        return new(StringComparer.Ordinal)
        {
            ["p50_us"] = Round(At(0.5)),
            ["p99_us"] = Round(At(0.99)),
            ["allocated_bytes"] = bytes,
            ["load_ms"] = Round(load),
        };
    }

    private static double Round(double figure) => Math.Round(figure, 4);
}
