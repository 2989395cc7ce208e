using System.Globalization;
using Agentes.Bench.Common;
using Agentes.Routing;
using Agentes.Routing.Model;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>Trains on all authors, judges on held-out ones, and writes or compares the file.</summary>
internal static class TrainingRun
{
    private const int Rewritten = 1000;

    public static void Run(Options options, Report report)
    {
        var texts = Utterances.Read(options.Required("data"));
        var path = options.Required("model");
        var settings = new TrainingSettings();
        Console.WriteLine($"{texts.Count} utterances of {texts.Select(text => text.Source).Distinct(StringComparer.Ordinal).Count()} authors");
        var heldOut = CrossValidation.Run(texts, settings);
        var temperatures = CrossValidation.Temperatures(heldOut);
        PrintHeldOut(CrossValidation.Judge(heldOut, temperatures, IntentMix.Even), report);
        var file = IntentModelFile.Write(Training.Fit(texts, settings, temperatures));
        PrintStability(IntentModel.Load(file), texts, report);
        report.Figure("utterances", texts.Count).Figure("bytes", file.Length).Figure("version", IntentModel.Load(file).Version);
        if (options.Has("check"))
        {
            var same = File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(file);
            report.Check("file_is_what_the_data_give", same, $"{path} differs; run without --check and commit it");
        }
        else
        {
            File.WriteAllBytes(path, file);
        }
    }

    private static void PrintHeldOut(List<Judged> judged, Report report)
    {
        Console.WriteLine("authors that the model has not seen, every intent as likely as the others:");
        foreach (var language in judged.GroupBy(row => row.Label.Language, StringComparer.Ordinal))
        {
            var figures = new IntentFigures([.. language]);
            FiguresTable.Print(Console.Out, language.Key, figures, detailed: true);
            report.Figure($"{language.Key}_macro_f1", figures.MacroF1).Figure($"{language.Key}_tier_accuracy", figures.TierAccuracy)
                .Figure($"{language.Key}_calibration_error", figures.CalibrationError);
        }
    }

    private static void PrintStability(IntentModel model, List<LabelledText> texts, Report report)
    {
        foreach (var (way, unchanged) in Stability.Of(model, Stability.Sample(texts, Rewritten)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  tier unchanged, {way,-12} {unchanged:F3}"));
            report.Figure($"unchanged_{way}", unchanged);
        }
    }
}
