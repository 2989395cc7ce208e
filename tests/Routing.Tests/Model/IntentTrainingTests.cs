using Agentes.Routing.Model;
using Agentes.Tools.Common;
using Agentes.Tools.Train;

namespace Agentes.Routing.Tests.Model;

/// <summary>The trainer over the written utterances, with the settings that made the shipped file.</summary>
public sealed class IntentTrainingTests
{
    private static readonly TrainingSettings Settings = new();

    [Fact]
    public void Training_twice_gives_the_same_bytes_and_other_data_give_others()
    {
        var texts = Stability.Sample(Repository.Texts.Value, 600);

        var first = IntentModelFile.Write(Training.Fit(texts, Settings, [1, 1, 1]));

        IntentModelFile.Write(Training.Fit(texts, Settings, [1, 1, 1])).ShouldBe(first);
        IntentModelFile.Write(Training.Fit(texts[1..], Settings, [1, 1, 1])).ShouldNotBe(first);
    }

    [Fact]
    public void Unseen_authors_are_read_well_and_the_shipped_file_is_what_the_data_give()
    {
        var heldOut = CrossValidation.Run(Repository.Texts.Value, Settings);
        var temperatures = CrossValidation.Temperatures(heldOut);
        var judged = CrossValidation.Judge(heldOut, temperatures, IntentMix.Even);

        judged.Count.ShouldBe(Repository.Texts.Value.Count);
        var english = new IntentFigures([.. judged.Where(row => row.Label.Language == "en")]);
        english.MacroF1.ShouldBeGreaterThan(0.81);
        english.TierAccuracy.ShouldBeGreaterThan(0.84);
        english.CalibrationError.ShouldBeLessThan(0.06);
        var portuguese = new IntentFigures([.. judged.Where(row => row.Label.Language == "pt-BR")]);
        portuguese.MacroF1.ShouldBeGreaterThan(0.75);
        portuguese.TierAccuracy.ShouldBeGreaterThan(0.79);
        portuguese.CalibrationError.ShouldBeLessThan(0.08);

        var file = IntentModelFile.Write(Training.Fit(Repository.Texts.Value, Settings, temperatures));
        IntentModel.Load(file).Version.ShouldBe(IntentModel.Default.Version, "run tools/Train after a change of the data and commit the file");
    }

    [Fact]
    public void A_thousand_messages_keep_their_tier_when_they_are_written_otherwise()
    {
        var texts = Stability.Sample(Repository.Texts.Value, 1000);
        texts.Count.ShouldBe(1000);

        var unchanged = Stability.Of(IntentModel.Default, texts).ToDictionary(one => one.Way, one => one.Unchanged);

        unchanged.Values.Average().ShouldBeGreaterThanOrEqualTo(0.97);
        unchanged.Where(one => one.Key != "typo_per_10").ShouldAllBe(one => one.Value >= 0.97);
        unchanged["typo_per_10"].ShouldBeGreaterThan(0.87);
        unchanged["typo_per_10"].ShouldBeLessThan(1, "control: the messages were written otherwise");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# author: a\nintent\tdomain\tstyle\ttext\nfaq\tretail\tplain")]
    [InlineData("# author: a\nintent\tdomain\tstyle\ttext\nlove\tretail\tplain\toi")]
    [InlineData("# author: a\nintent\tstyle\ttext\nfaq\tplain\toi")]
    public void A_batch_that_breaks_the_form_is_refused_with_its_line(string content)
    {
        const string correct = "# author: a\nintent\tdomain\tstyle\ttext\nfaq\tretail\tplain\toi\\nvocês abrem?";

        Utterances.ReadBatch(correct.Split('\n'), "pt/x", "pt-BR").Single().Text.ShouldBe("oi\nvocês abrem?");
        Should.Throw<FormatException>(() => Utterances.ReadBatch(content.Split('\n'), "pt/x", "pt-BR").ToList())
            .Message.ShouldContain("pt/x, line");
    }
}
