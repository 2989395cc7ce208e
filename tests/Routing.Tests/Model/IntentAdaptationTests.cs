namespace Agentes.Routing.Tests.Model;

public sealed class IntentAdaptationTests
{
    private static readonly LabelledMessage[] Labels =
    [
        .. Enumerable.Range(1, 12).Select(n => new LabelledMessage($"quero a marmita fit número {n}", Intent.SupportBasic, "pt-BR")),
        .. Enumerable.Range(1, 12).Select(n => new LabelledMessage($"bom dia turma {n}", Intent.Greeting, "pt-BR")),
    ];

    [Fact]
    public void An_organizations_labels_change_what_its_words_mean_and_nobody_elses()
    {
        const string text = "quero a marmita fit de frango";
        var adapted = IntentModel.Default.With(IntentAdaptation.Fit(IntentModel.Default, Labels));

        adapted.Classify(text, [], "pt-BR").Intent.ShouldBe(Intent.SupportBasic);
        IntentModel.Default.Classify(text, [], "pt-BR").Intent.ShouldNotBe(Intent.SupportBasic, "control");
        adapted.Classify("bom dia!", [], "pt-BR").Intent.ShouldBe(Intent.Greeting);
        adapted.With((IntentAdaptation?)null).Version.ShouldBe(IntentModel.Default.Version);
    }

    [Fact]
    public void The_same_labels_give_the_same_adaptation()
    {
        var first = IntentAdaptation.Fit(IntentModel.Default, Labels);

        IntentAdaptation.Fit(IntentModel.Default, Labels).Version.ShouldBe(first.Version);
        IntentAdaptation.Fit(IntentModel.Default, Labels[1..]).Version.ShouldNotBe(first.Version);
        first.Labels.ShouldBe(24);
        IntentModel.Default.With(first).Version.ShouldEndWith(first.Version);
        Should.Throw<ArgumentException>(() => IntentAdaptation.Fit(IntentModel.Default, []));
    }

    [Fact]
    public void One_label_moves_little()
    {
        var (before, after) = (new double[9], new double[9]);
        var adapted = IntentModel.Default.With(
            IntentAdaptation.Fit(IntentModel.Default, [new LabelledMessage("tem estacionamento?", Intent.Faq, "pt-BR")]));

        IntentModel.Default.Read("faz por 300 no pix?", "pt-BR", before);
        adapted.Read("faz por 300 no pix?", "pt-BR", after);

        after[(int)Intent.SalesNegotiation].ShouldBe(before[(int)Intent.SalesNegotiation], 0.1);
    }
}
