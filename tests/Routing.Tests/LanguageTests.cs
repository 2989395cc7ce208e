namespace Agentes.Routing.Tests;

public sealed class LanguageTests
{
    [Fact]
    public void Labelled_sentences_are_recognised_in_their_language()
    {
        var sentences = LabelledSentences.All.Where(row => row.Text.Count(char.IsLetter) >= 15).ToList();
        var right = sentences.Count(row => LanguageDetector.Detect(row.Text, []) == row.Language);

        sentences.Count.ShouldBeGreaterThan(150);
        (right / (double)sentences.Count).ShouldBeGreaterThan(0.97);
        sentences.Where(row => LanguageDetector.Detect(row.Text, []) == (row.Language == "en" ? "pt-BR" : "en")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("¿Cuánto cuesta el envío? Quiero comprar con ustedes", "es")]
    [InlineData("42", "und")]
    [InlineData("", "und")]
    [InlineData("👍", "und")]
    public void Other_texts_are_not_taken_for_portuguese_or_english(string text, string language) =>
        LanguageDetector.Detect(text, []).ShouldBe(language);

    [Fact]
    public void A_text_too_short_to_tell_takes_the_language_of_the_turns_before_then_the_hint()
    {
        LanguageDetector.Detect("ok", ["Where is my order?"], "pt-BR").ShouldBe("en");
        LanguageDetector.Detect("ok", [], "pt-BR").ShouldBe("pt-BR");
        LanguageDetector.Detect("ok", []).ShouldBe("und");
    }

    [Fact]
    public void A_clear_text_overrules_the_hint() =>
        LanguageDetector.Detect("Onde está o meu pedido?", ["Where is my order?"], "en").ShouldBe("pt-BR");
}
