using Agentes.Routing;
using Agentes.Routing.Lexical;
using Agentes.Routing.Model;
using Agentes.Routing.Text;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>Reads every message with a model that has not seen its author.</summary>
internal static class CrossValidation
{
    private const int Folds = 5;

    /// <summary>Share of strange words when temperatures are fitted: a new business has words that nobody wrote here.</summary>
    private const double StrangeShare = 0.3;

    /// <summary>A message and the logits that a model gave it which was trained on other authors.</summary>
    /// <param name="Strange">The logits of the same message with a share of its words made strange.</param>
    public sealed record HeldOut(LabelledText Label, double[] Logits, double[] Strange);

    /// <summary>
    /// How much wider the shipped temperatures are than held-out authors ask. These authors are one kind of writer, and customers of a new
    /// business surprise the model more than another of them does.
    /// </summary>
    private const float Doubt = 1.25f;

    public static List<HeldOut> Run(IReadOnlyList<LabelledText> texts, TrainingSettings settings)
    {
        var authors = Authors(texts);
        var results = new List<HeldOut>[Folds];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            var model = new IntentModel(
                Training.Fit(texts.Where(text => authors[text.Source] % Folds != fold).ToList(), settings, [1, 1, 1]), IntentMix.Even);
            var dice = new Dice(settings.Seed + (ulong)fold);
            results[fold] = [.. texts.Where(text => authors[text.Source] % Folds == fold).Select(text => Read(model, text, dice))];
        });
        return [.. results.SelectMany(result => result)];
    }

    /// <summary>Temperatures that make the held-out posteriors most likely: Portuguese, English, and their mean for the rest.</summary>
    public static float[] Temperatures(IReadOnlyList<HeldOut> rows)
    {
        var portuguese = Temperature([.. rows.Where(row => IntentWeights.LanguageIndex(row.Label.Language) == 0)]);
        var english = Temperature([.. rows.Where(row => IntentWeights.LanguageIndex(row.Label.Language) == 1)]);
        return [portuguese, english, (portuguese + english) / 2];
    }

    public static List<Judged> Judge(IReadOnlyList<HeldOut> rows, float[] temperatures, IntentMix mix) => [.. rows.Select(row =>
    {
        var posterior = new double[9];
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] = (row.Logits[i] / temperatures[IntentWeights.LanguageIndex(row.Label.Language)]) + mix.LogShares[i];
        }

        Softmax.Normalize(posterior);
        return new Judged(row.Label, posterior, (Intent)Array.IndexOf(posterior, posterior.Max()), Abstained: false);
    })];

    public static Dictionary<string, int> Authors(IReadOnlyList<LabelledText> texts)
    {
        var authors = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var source in texts.Select(text => text.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            authors.Add(source, authors.Count);
        }

        return authors;
    }

    private static HeldOut Read(IntentModel model, LabelledText text, Dice dice) =>
        new(text, Logits(model, text), Logits(model, text with { Text = Disturbance.WithStrangeWords(text.Text, StrangeShare, dice) }));

    private static double[] Logits(IntentModel model, LabelledText text)
    {
        var logits = new double[9];
        Span<bool> seen = stackalloc bool[CueCount];
        using var tokens = TokenizedText.Rent(text.Text);
        model.Logits(tokens, text.Language, logits, seen, out _);
        return logits;
    }

    private static readonly int CueCount = Lexicon.Default.Cues.Count;

    private static float Temperature(HeldOut[] rows)
    {
        // A likelihood with one maximum: a scan in steps of a hundredth is exact enough and never stops elsewhere.
        var (best, least) = (100, double.MaxValue);
        for (var hundredths = 30; rows.Length > 0 && hundredths <= 300; hundredths += 2)
        {
            var loss = rows.Sum(row => Loss(row, hundredths / 100.0));
            (best, least) = loss < least ? (hundredths, loss) : (best, least);
        }

        return best * Doubt / 100f;
    }

    private static double Loss(HeldOut row, double temperature)
    {
        Span<double> posterior = stackalloc double[9];
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] = row.Strange[i] / temperature;
        }

        Softmax.Normalize(posterior);
        return -Softmax.Log(Math.Max(posterior[(int)row.Label.Intent], 1e-12));
    }
}
