using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>Whether a message keeps its tier when it is written otherwise.</summary>
public static class Stability
{
    /// <summary>The share of messages whose tier stays, for each way to write them otherwise.</summary>
    public static List<(string Way, double Unchanged)> Of(IntentModel model, IReadOnlyList<LabelledText> rows, ulong seed = 1)
    {
        var dice = new Dice(seed);
        (string Way, Func<LabelledText, string> Rewrite)[] ways =
        [
            ("lower_case", row => Disturbance.LowerCase(row.Text)),
            ("no_accents", row => Disturbance.WithoutAccents(row.Text)),
            ("typo_per_10", row => Disturbance.WithTypos(row.Text, dice)),
            ("thanks", row => Disturbance.WithThanks(row.Text, row.Language, dice)),
            ("emoji", row => Disturbance.WithEmoji(row.Text, dice)),
        ];
        return [.. ways.Select(way => (way.Way, rows.Count(row => Tier(model, row) == Tier(model, row with { Text = way.Rewrite(row) }))
            / (double)Math.Max(1, rows.Count)))];
    }

    /// <summary>Every n-th row, so that all authors and intents take part.</summary>
    public static List<LabelledText> Sample(IReadOnlyList<LabelledText> rows, int count)
    {
        var step = Math.Max(1, rows.Count / count);
        return [.. rows.Where((_, index) => index % step == 0).Take(count)];
    }

    private static ModelTier Tier(IntentModel model, LabelledText row)
    {
        Span<double> posterior = stackalloc double[9];
        return IntentFigures.TierOf(model.Read(row.Text, row.Language, posterior).Intent);
    }
}
