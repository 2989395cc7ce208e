using CsCheck;

namespace Agentes.Routing.Tests.Model;

public sealed class IntentModelTests
{
    private const string Text =
        "Oi! Comprei a lava-louças na terça e ela parou no meio do ciclo com o erro E4, vocês conseguem mandar um técnico?";

    private static readonly IntentModel Shipped = IntentModel.Default;

    [Fact]
    public void Reading_a_message_allocates_nothing()
    {
        var posterior = new double[9];
        var before = 0L;
        for (var i = 0; i < 2000; i++)
        {
            // The first thousand fill the pools and wait for the last compilation of the loop.
            before = i == 1000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            Shipped.Read(Text, "pt-BR", posterior);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        Shipped.Classify(Text, [], "pt-BR").Cues.ShouldNotBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeGreaterThan(0, "control: a prediction with its evidence is an object");
    }

    [Theory]
    [InlineData("oi, tudo bem?", Intent.Greeting)]
    [InlineData("faz por 300 no pix?", Intent.SalesNegotiation)]
    [InlineData("o app fecha sozinho toda vez que eu abro", Intent.TechnicalSupport)]
    [InlineData("we need 250 licences for our company, who can we talk to", Intent.HighValueLead)]
    [InlineData("i was charged twice this month", Intent.SupportBasic)]
    public void Clear_messages_are_read_in_both_languages(string text, Intent intent) =>
        Shipped.Classify(text, [], null).Intent.ShouldBe(intent);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("xyzzy plugh")]
    [InlineData("Ωμέγα 東京")]
    public void A_message_of_unknown_words_gets_a_cheap_intent_and_says_so(string text)
    {
        var prediction = Shipped.Classify(text, [], null);

        prediction.Abstained.ShouldBeTrue();
        prediction.Cues.ShouldBeEmpty();
        prediction.Words.ShouldBeEmpty();
        prediction.Intent.ShouldBeOneOf(Intent.Faq, Intent.SimpleInfo);
        prediction.Confidence.ShouldBeLessThan(0.4);
        Shipped.Classify("quanto custa?", [], null).Abstained.ShouldBeFalse("control");
    }

    [Fact]
    public void A_word_that_says_nothing_inherits_the_intent_of_the_turn_before()
    {
        var prediction = Shipped.Classify("xyzzy", ["Quanto custa o celular?"], "pt-BR");

        prediction.Inherited.ShouldBeTrue();
        prediction.Intent.ShouldBe(Intent.ProductQuery);
        Shipped.Classify("xyzzy", ["bom dia"], "pt-BR").Inherited.ShouldBeFalse("nobody greets twice");
    }

    [Fact]
    public void Words_of_the_evidence_are_words_of_training_never_a_name()
    {
        var prediction = Shipped.Classify("Sou a Zyxquelina Prabhakovski, consigo desconto no boleto à vista?", [], "pt-BR");

        prediction.Words.ShouldContain("desconto");
        prediction.Words.ShouldNotContain(word => word.StartsWith('z') || word.StartsWith("prab", StringComparison.Ordinal));
    }

    [Fact]
    public void The_mix_of_an_organization_moves_the_posterior_by_the_rule_of_Bayes()
    {
        var (even, leads) = (new double[9], new double[9]);
        var shares = Enumerable.Repeat(1.0, 9).ToArray();
        shares[(int)Intent.HighValueLead] = 4;

        Shipped.With(IntentMix.Even).Read(Text, "pt-BR", even);
        Shipped.With(new IntentMix(shares)).Read(Text, "pt-BR", leads);

        var odds = even[(int)Intent.HighValueLead] / even[(int)Intent.TechnicalSupport];
        (leads[(int)Intent.HighValueLead] / leads[(int)Intent.TechnicalSupport]).ShouldBe(odds * 4, odds * 1e-9);
        Should.Throw<ArgumentException>(() => new IntentMix([1, 2]));
        Should.Throw<ArgumentException>(() => new IntentMix([0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Any_text_gets_a_posterior_that_sums_to_one() => Gen.String.Sample(text =>
    {
        var posterior = new double[9];
        var reading = Shipped.Read(text, null, posterior);
        posterior.Sum().ShouldBe(1, 1e-9);
        posterior.ShouldAllBe(probability => probability >= 0 && probability <= 1);
        reading.Confidence.ShouldBe(posterior.Max());
    });

    [Theory]
    [InlineData(' ')]
    [InlineData('a')]
    [InlineData('.')]
    [InlineData('\uDBFF')]
    public void A_hundred_thousand_equal_characters_are_read(char c)
    {
        var posterior = new double[9];
        Shipped.Read(new string(c, 100_000), "en", posterior);
        posterior.Sum().ShouldBe(1, 1e-9);
    }
}
