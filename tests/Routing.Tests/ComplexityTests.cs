namespace Agentes.Routing.Tests;

public sealed class ComplexityTests
{
    private static readonly ComplexityEstimator Estimator = new();

    [Fact]
    public void A_greeting_is_trivial() => Estimate("Oi, tudo bem?").Complexity.ShouldBe(0);

    [Theory]
    [InlineData("length", "quero saber mais sobre o curso de inglês para adultos que vocês oferecem no período da noite aqui perto")]
    [InlineData("questions", "Tem vaga? Qual o preço? Onde fica?")]
    [InlineData("sentences", "Cheguei. Paguei. Esperei. Saí.")]
    [InlineData("constraints", "quero trocar, mas somente se for antes de sexta")]
    [InlineData("numbers", "pedido 123 de 450,00 em 3x")]
    [InlineData("code", "{ \"error\": [404] }")]
    public void Each_signal_is_found_alone(string name, string text)
    {
        Estimate(text).Signals.ShouldContain(signal => signal.Name == name);
        Estimate("Oi").Signals.ShouldNotContain(signal => signal.Name == name);
    }

    [Fact]
    public void A_repeated_message_in_a_long_conversation_is_harder_than_the_first_one()
    {
        const string text = "cadê o meu pedido?";
        string[] turns = ["oi", "bom dia", text, "alguém?", "olá"];

        Estimate(text, turns).Signals.ShouldContain(signal => signal.Name == "conversation");
        Estimate(text, turns).Complexity.ShouldBeGreaterThan(Estimate(text).Complexity);
    }

    [Fact]
    public void Long_messages_with_several_problems_are_the_hardest_of_the_labelled_table()
    {
        var complex = LabelledSentences.All.Where(row => row.Intent == Intent.ComplexQuery).Min(row => Estimate(row.Text).Complexity);
        var others = LabelledSentences.All.Where(row => row.Intent != Intent.ComplexQuery).Max(row => Estimate(row.Text).Complexity);

        complex.ShouldBeGreaterThan(others);
    }

    private static (double Complexity, IReadOnlyList<ComplexitySignal> Signals) Estimate(string text, params string[] turns)
    {
        var complexity = Estimator.Estimate(text, turns, out var signals);
        return (complexity, signals);
    }
}
