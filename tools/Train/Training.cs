using Agentes.Routing;
using Agentes.Routing.Model;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>From utterances to weights.</summary>
internal static class Training
{
    private const int TypoCopies = 3;

    public static IntentWeights Fit(IReadOnlyList<LabelledText> texts, TrainingSettings settings, float[] temperatures)
    {
        var authors = CrossValidation.Authors(texts);
        var samples = new List<Sample>(texts.Count * 3);
        var dice = new Dice(settings.Seed);
        foreach (var text in texts)
        {
            samples.Add(Sample.From(text, authors[text.Source], 1, isCopy: false, settings.Bits));
            foreach (var copy in Copies(text, dice))
            {
                samples.Add(Sample.From(text with { Text = copy }, authors[text.Source], settings.CopyWeight, isCopy: true, settings.Bits));
            }
        }

        return LogisticRegression.Fit(samples, settings).Quantize(temperatures);
    }

    /// <summary>The same message otherwise; case and accents are gone already when features are read.</summary>
    private static IEnumerable<string> Copies(LabelledText text, Dice dice)
    {
        for (var copy = 0; copy < TypoCopies; copy++)
        {
            yield return Disturbance.WithTypos(text.Text, dice);
        }

        if (text.Intent != Intent.Greeting)
        {
            yield return dice.Below(2) == 0
                ? Disturbance.WithThanks(text.Text, text.Language, dice)
                : Disturbance.WithGreeting(text.Text, text.Language, dice);
        }
    }
}
