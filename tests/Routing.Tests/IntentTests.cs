using System.Globalization;
using System.Text;

namespace Agentes.Routing.Tests;

public sealed class IntentTests
{
    private static readonly LexicalIntentClassifier Classifier = new();

    public static TheoryData<string, Intent, string> Sentences => LabelledSentences.Rows();

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_has_the_intent_a_reader_gives_it(string language, Intent intent, string text)
    {
        var prediction = Classifier.Classify(text, [], language);

        prediction.Intent.ShouldBe(intent, $"{text} -> {string.Join(", ", prediction.Cues)}");
        prediction.Abstained.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Accents_and_casing_do_not_change_the_intent(string language, Intent intent, string text)
    {
        string[] variants =
            [WithoutAccents(text), text.ToUpperInvariant(), text.ToLowerInvariant(), text.Normalize(NormalizationForm.FormD)];
        foreach (var variant in variants)
        {
            Classifier.Classify(variant, [], language).Intent.ShouldBe(intent, variant);
        }
    }

    [Fact]
    public void The_table_covers_every_intent_in_both_languages_with_at_least_150_sentences()
    {
        LabelledSentences.All.Count.ShouldBeGreaterThanOrEqualTo(150);
        LabelledSentences.All.Select(row => (row.Language, row.Intent)).Distinct().Count().ShouldBe(18);
    }

    [Theory]
    [InlineData("qto custa a geladera?", Intent.ProductQuery)]
    [InlineData("vcs tem decsonto?", Intent.SalesNegotiation)]
    [InlineData("quero cancelr meu pedido", Intent.SupportBasic)]
    [InlineData("i need a refnud", Intent.SupportBasic)]
    [InlineData("tbm preciso da 2 via do bolto", Intent.SupportBasic)]
    public void A_typing_error_or_an_abbreviation_does_not_hide_the_cue(string text, Intent intent) =>
        Classifier.Classify(text, [], null).Intent.ShouldBe(intent);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("xyzzy plugh")]
    [InlineData("Ωμέγα 東京")]
    public void A_message_without_any_cue_gets_a_cheap_intent_and_says_so(string text)
    {
        var prediction = Classifier.Classify(text, [], null);

        prediction.Abstained.ShouldBeTrue();
        prediction.Cues.ShouldBeEmpty();
        prediction.Intent.ShouldBeOneOf(Intent.Faq, Intent.SimpleInfo);
        prediction.Confidence.ShouldBeLessThan(0.4);
    }

    [Fact]
    public void A_short_follow_up_inherits_the_intent_of_the_turn_before()
    {
        Classifier.Classify("aquele azulzinho", ["Quanto custa o celular?"], "pt-BR").Intent.ShouldBe(Intent.ProductQuery);
        Classifier.Classify("aquele azulzinho", ["Quanto custa o celular?"], "pt-BR").Inherited.ShouldBeTrue();
        Classifier.Classify("aquele azulzinho", [], "pt-BR").Inherited.ShouldBeFalse();
    }

    [Fact]
    public void A_greeting_before_a_request_does_not_hide_the_request()
    {
        Classifier.Classify("Oi, bom dia, tudo bem?", [], null).Intent.ShouldBe(Intent.Greeting);
        Classifier.Classify("Oi, bom dia, tudo bem? Cadê meu pedido?", [], null).Intent.ShouldBe(Intent.SupportBasic);
    }

    private static string WithoutAccents(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
