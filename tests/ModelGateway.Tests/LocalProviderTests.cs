using Agentes.ModelGateway.Providers.Local;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests;

public sealed class LocalProviderTests
{
    private static readonly GroundingPassage Delivery = Knowledge("k1", "Prazo de entrega",
        "Entregamos em todo o Brasil. O prazo para capitais é de 2 a 5 dias úteis. O frete é grátis em compras acima de R$ 299,00.");

    private static readonly GroundingPassage Exchange = Knowledge("k2", "Trocas e devoluções",
        "Você pode trocar em até 30 dias. Guarde a nota fiscal e a embalagem original.");

    private static readonly GroundingPassage Payment = Knowledge("k3", "Formas de pagamento",
        "Aceitamos Pix, boleto e cartão em até 12 vezes sem juros. No Pix o pedido é separado na hora.");

    private static readonly GroundingPassage Fridge = Product("p1", new ProductFacts(
        "Geladeira Frost Free Aurora 400L", "GEL-400", 3499.9m, "BRL", 7, "https://loja.example/gel-400",
        "Tem 400 litros e motor inverter. Antes custava R$ 9.999,00. Não faz gelo na parede."));

    private static readonly GroundingPassage SmallFridge = Product(
        "p2", new ProductFacts("Geladeira Compacta Brisa 120L", "GEL-120", 1234.56m, "BRL", 0));

    private static readonly GroundingPassage Blender = Product("p3", new ProductFacts("Liquidificador Turbo 900W", "LIQ-900", 249m, "BRL"));

    private static readonly GroundingPassage[] All = [Delivery, Exchange, Payment, Fridge, SmallFridge, Blender];

    [Theory]
    [InlineData("Oi", "Olá! Aqui é o atendimento da Loja Aurora. Como posso ajudar?")]
    [InlineData("bom dia, tudo bem?", "Olá! Aqui é o atendimento da Loja Aurora. Como posso ajudar?")]
    [InlineData("muito obrigado!", "Por nada! Se precisar de mais alguma coisa, é só escrever.")]
    [InlineData("valeu, tchau", "Até logo! Quando precisar, é só escrever.")]
    [InlineData("ok", "Certo! Se precisar de mais alguma coisa, é só escrever.")]
    [InlineData("👍", "Não entendi sua mensagem. Pode escrever de outro jeito?")]
    [InlineData("quero falar com um atendente", "Certo. Uma pessoa da equipe pode continuar este atendimento.")]
    [InlineData("qual a capital da França?", "Não encontrei essa informação. Quer falar com uma pessoa da equipe?")]
    [InlineData("vocês consertam bicicleta?", "Não encontrei essa informação. Quer falar com uma pessoa da equipe?")]
    public void Small_talk_and_the_unknown_get_a_fixed_phrase(string message, string expected)
    {
        var answer = Ask(message);

        answer.Text.ShouldBe(expected);
        answer.SourceIds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Qual o prazo de entrega?", "k1", "O prazo para capitais é de 2 a 5 dias úteis.")]
    [InlineData("em quantos dias chega aqui", "k1", "O prazo para capitais é de 2 a 5 dias úteis.")]
    [InlineData("vcs tem frete gratis?", "k1", "O frete é grátis em compras acima de R$ 299,00.")]
    [InlineData("quanto custa o frete?", "k1", "O frete é grátis em compras acima de R$ 299,00.")]
    [InlineData("como faço pra trocar um produto", "k2", "Você pode trocar em até 30 dias.")]
    [InlineData("queria devolver", "k2", "Você pode trocar em até 30 dias.")]
    [InlineData("aceita cartao?", "k3", "Aceitamos Pix, boleto e cartão em até 12 vezes sem juros.")]
    [InlineData("Oi! Posso pagar no boleto? Obrigada", "k3", "Aceitamos Pix, boleto e cartão em até 12 vezes sem juros.")]
    [InlineData("qual o praso de entreg", "k1", "O prazo para capitais é de 2 a 5 dias úteis.")]
    public void Knowledge_is_quoted_with_its_source(string message, string id, string sentence)
    {
        var answer = Ask(message);

        answer.Text.ShouldContain(sentence);
        answer.Text.ShouldEndWith($"\n\nFonte: {All.Single(p => p.Id == id).Title}");
        answer.SourceIds.ShouldBe([id]);
    }

    [Theory]
    [InlineData("quanto custa a geladeira frost free?")]
    [InlineData("qual o preço da GEL-400")]
    [InlineData("preco da geladeira aurora 400l")]
    public void A_price_comes_from_the_row(string message)
    {
        var answer = Ask(message);

        answer.Text.ShouldBe(
            "Geladeira Frost Free Aurora 400L: R$ 3.499,90. Temos 7 unidades em estoque.\nhttps://loja.example/gel-400"
            + "\n\nFonte: Geladeira Frost Free Aurora 400L");
        answer.SourceIds.ShouldBe(["p1"]);
    }

    [Theory]
    [InlineData("tem a geladeira brisa em estoque?", "No momento está sem estoque.")]
    [InlineData("tem liquidificador disponível?", "Não tenho a informação de estoque deste produto.")]
    public void Stock_comes_from_the_row(string message, string expected) => Ask(message).Text.ShouldContain(expected);

    [Fact]
    public void What_prose_says_of_a_products_price_is_never_repeated()
    {
        var answer = Ask("me fala da geladeira frost free");

        answer.Text.ShouldContain("Tem 400 litros e motor inverter.");
        answer.Text.ShouldContain("R$ 3.499,90");
        answer.Text.ShouldNotContain("9.999");
        var gossip = Knowledge("k9", "Geladeira Polar", "A geladeira Polar custa R$ 100,00.");
        Ask("quanto custa a geladeira polar?", "pt-BR", gossip).Text.ShouldBe(Phrases.Portuguese.Unknown);
    }

    [Fact]
    public void An_open_question_lists_products()
    {
        var answer = Ask("quais geladeiras vocês têm?");

        answer.Text.ShouldStartWith("Encontrei estas opções:\n- Geladeira");
        answer.Text.ShouldContain("- Geladeira Compacta Brisa 120L: R$ 1.234,56 (sem estoque)");
        answer.SourceIds.ShouldBe(["p1", "p2"], ignoreOrder: true);
        Ask("qual a geladeira mais barata?").SourceIds[0].ShouldBe("p2");
        Ask("o que vocês vendem?").SourceIds.Count.ShouldBe(3);
        answer.Text.ShouldEndWith("\n\nFonte: catálogo de produtos");
    }

    [Theory]
    [InlineData("tem liquidificador de 900w?", "p3")]
    [InlineData("a geladeira de 400 litros", "p1")]
    [InlineData("geladeira 120l", "p2")]
    public void Numbers_are_understood_with_or_without_their_unit(string message, string id) => Ask(message).SourceIds.ShouldBe([id]);

    [Theory]
    [InlineData("vocês vendem embalagem?")]
    [InlineData("vocês vendem celular?")]
    public void A_text_that_only_mentions_a_thing_does_not_say_it_is_sold(string message) =>
        Ask(message).Text.ShouldBe(Phrases.Portuguese.Unknown);

    [Fact]
    public void A_detail_that_variants_share_is_answered_once()
    {
        GroundingPassage Variant(string volts) => Product($"v{volts}", new ProductFacts(
            $"Geladeira Polar 300 L {volts} V", $"POL-{volts}", 2000, "BRL", 1,
            Description: "Geladeira de 61 kg. Consumo de 41,5 kWh por mês."));

        var answer = Ask("qual o consumo da geladeira polar?", "pt-BR", Variant("127"), Variant("220"));

        answer.Text.ShouldContain("Consumo de 41,5 kWh por mês.");
        answer.SourceIds.ShouldBe(["v127"]);
        Ask("tem geladeira polar?", "pt-BR", Variant("127"), Variant("220")).SourceIds.Count.ShouldBe(2);
    }

    [Fact]
    public void Yes_to_the_offer_of_a_person_is_understood()
    {
        LocalAnswer Say(string said, string message) => LocalAnswer.To(
            [new(ChatRole.User, "?"), new(ChatRole.Assistant, said), new(ChatRole.User, message)], Ground("pt-BR", All));

        Say(Phrases.Portuguese.Unknown, "sim, quero").Text.ShouldBe(Phrases.Portuguese.Person);
        Say(Phrases.Portuguese.Unknown, "não").Text.ShouldBe(Phrases.Portuguese.Acknowledgement);
        Say("Olá!", "sim").Text.ShouldBe(Phrases.Portuguese.Acknowledgement);
    }

    [Fact]
    public void Two_questions_get_two_answers()
    {
        var answer = Ask("quanto custa o liquidificador? e qual o prazo de entrega?");

        answer.Text.ShouldContain("Liquidificador Turbo 900W: R$ 249,00.");
        answer.Text.ShouldContain("O prazo para capitais é de 2 a 5 dias úteis.");
        answer.SourceIds.ShouldBe(["p3", "k1"]);
        Ask("qual o prazo de entrega? e vocês consertam bicicleta?").Text.ShouldContain(Phrases.Portuguese.PartlyUnknown);
    }

    [Fact]
    public void A_follow_up_keeps_its_subject()
    {
        var answer = LocalAnswer.To(
            [new(ChatRole.User, "vocês vendem liquidificador?"), new(ChatRole.Assistant, "Sim."), new(ChatRole.User, "e qual o preço?")],
            Ground("pt-BR", All));

        answer.Text.ShouldContain("R$ 249,00");
    }

    [Theory]
    [InlineData("hi there", "Hello! This is Loja Aurora customer service. How can I help?")]
    [InlineData("thanks!", "You're welcome! If you need anything else, just write.")]
    [InlineData("what is the meaning of life?", "I could not find that information. Would you like to talk to a person on our team?")]
    [InlineData("how long does shipping take?", "Delivery takes 3 business days.\n\nSource: Delivery times")]
    [InlineData("can I return a product?", "You can return it within 30 days.\n\nSource: Returns")]
    [InlineData("how much is the kettle?", "Kettle One: $1,234.50. We have 1 unit in stock.\n\nSource: Kettle One")]
    public void English_customers_are_answered_in_English(string message, string expected) =>
        Ask(message, "en",
            Knowledge("k1", "Delivery times", "Delivery takes 3 business days."),
            Knowledge("k2", "Returns", "You can return it within 30 days."),
            Product("p1", new ProductFacts("Kettle One", "KET-1", 1234.5m, "USD", 1))).Text.ShouldBe(expected);

    [Fact]
    public async Task It_streams_like_any_other_provider_and_costs_nothing()
    {
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Local));
        var options = new ChatOptions { ModelId = "local" }.WithGrounding(Ground("pt-BR", All));
        var texts = new List<string>();
        GatewayReceipt? receipt = null;

        await foreach (var delta in gateway.Client.StreamAsync([new(ChatRole.User, "Qual o prazo de entrega?")], options, TestGateway.Scope))
        {
            receipt = delta.Receipt ?? receipt;
            texts.AddRange(delta.Text is null ? [] : [delta.Text]);
        }

        texts.Count.ShouldBeGreaterThan(3);
        string.Concat(texts).ShouldBe(Ask("Qual o prazo de entrega?").Text);
        (receipt!.CostUsd, receipt.Local, receipt.Estimated).ShouldBe((0m, true, true));
        receipt.QuotedSourceIds.ShouldBe(["k1"]);
    }

    internal static GroundingPassage Knowledge(string id, string title, string text, double score = 0.5) =>
        new() { Id = id, Kind = GroundingKind.Knowledge, Title = title, Text = text, Score = score };

    internal static GroundingPassage Product(string id, ProductFacts facts, double score = 0.5) =>
        new() { Id = id, Kind = GroundingKind.Product, Title = facts.Name, Text = facts.Description ?? "", Score = score, Product = facts };

    internal static Grounding Ground(string language, params GroundingPassage[] passages) =>
        new() { Language = language, BusinessName = "Loja Aurora", Passages = passages };

    private static LocalAnswer Ask(string message) => Ask(message, "pt-BR", All);

    private static LocalAnswer Ask(string message, string language, params GroundingPassage[] passages) =>
        LocalAnswer.To([new ChatMessage(ChatRole.User, message)], Ground(language, passages));
}
