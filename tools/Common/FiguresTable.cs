using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>Prints figures as text.</summary>
public static class FiguresTable
{
    public static void Print(TextWriter output, string title, IntentFigures figures, bool detailed)
    {
        Line(output, $"{title}: n {figures.Count}  macro-F1 {figures.MacroF1:F3}  accuracy {figures.Accuracy:F3}  abstained {figures.Abstained:F3}");
        Line(output, $"  tiers: accuracy {figures.TierAccuracy:F3}  under-routed {figures.UnderRouted:F3}  over-routed {figures.OverRouted:F3}");
        Line(output, $"  tier 4: false positives {figures.PremiumFalsePositives:F4}  recall {figures.PremiumRecall:F3}");
        var surest = FormattableString.Invariant(
            $"{figures.SelectiveAccuracy(0.9):F3} {figures.SelectiveAccuracy(0.8):F3} {figures.SelectiveAccuracy(0.7):F3}");
        Line(output, $"  ECE {figures.CalibrationError:F3}  accuracy of the surest 90/80/70 %: {surest}");
        if (detailed)
        {
            PrintIntents(output, figures);
        }
    }

    private static void PrintIntents(TextWriter output, IntentFigures figures)
    {
        output.WriteLine($"  {"intent",-18} {"n",5} {"prec",6} {"recall",6} {"F1",6}   labelled by row, said by column");
        foreach (var intent in Enum.GetValues<Intent>())
        {
            var row = string.Join(' ', Enum.GetValues<Intent>().Select(said => $"{figures[intent, said],4}"));
            var (precision, recall) = (figures.Precision(intent), figures.Recall(intent));
            var name = IntentNames.Of(intent);
            Line(output, $"  {name,-18} {figures.Labelled(intent),5} {precision,6:F3} {recall,6:F3} {figures.F1(intent),6:F3}   {row}");
        }
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
}
