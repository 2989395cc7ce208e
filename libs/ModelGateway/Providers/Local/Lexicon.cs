using System.Collections.Frozen;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>The few words that tell what a message is about, folded, in one language.</summary>
internal sealed class Lexicon
{
    private Lexicon(bool english, Words words)
    {
        English = english;
        Stop = Set(words.Stop);
        Greeting = Set(words.Greeting);
        Thanks = Set(words.Thanks);
        Goodbye = Set(words.Goodbye);
        Acknowledgement = Set(words.Acknowledgement);
        Yes = Set(words.Yes);
        No = Set(words.No);
        Price = Stemmed(words.Price);
        Stock = Stemmed(words.Stock);
        Open = Set(words.Open);
        Browse = Stemmed(words.Browse);
        Cheapest = Stemmed(words.Cheapest);
        Service = Stemmed(words.Service);
        Person = Stemmed(words.Person);
        ClauseStart = Set(words.ClauseStart);
        Topics = [.. words.Topics.Split(';').Select(Stemmed)];
    }

    public static Lexicon Portuguese { get; } = new(false, new Words(
        Stop: """
            a ao aos as ate com como da das de dele dela do dos e ela ele em entao era essa esse esta estao estou este eu foi
            ha isso isto ja la lhe
            mas me meu minha meus minhas muito na nas no nos nao o os ou para pra pro por porque pois qual quais quando quanto
            quantos quanta
            que quem se sem ser seu sua seus suas sim so sou sao ta tambem te tem teem tenho ter to tudo um uma umas uns va vai
            vao vc vcs voce
            voces gostaria queria quero querer preciso pode podem posso poderia saber sabe dizer diga fala falar fazer faco faz
            favor ai aqui
            ali pelo pela mais menos moca moco amigo gente algum alguma alguem dar da eh ne so tipo comprei tempo fica
            semana indica indicar recomenda
            """,
        Greeting: "oi oie ola opa alo eai salve bom boa dia tarde noite hey hello",
        Thanks: "obrigado obrigada obg brigado brigada valeu vlw agradeco agradecido agradecida grato grata",
        Goodbye: "tchau xau adeus logo breve falou flw abraco abracos",
        Acknowledgement: "ok okay certo certinho beleza blz entendi perfeito otimo otima show legal combinado bem",
        Yes: "sim claro quero pode favor isso uhum aham positivo",
        No: "nao agora negativo",
        Price: "preco precos valor valores custa custam custar custo orcamento",
        Stock: "estoque disponivel disponiveis disponibilidade unidades sobrou esgotado esgotada esgotou",
        Open: "quais",
        Browse: "opcao opcoes modelo modelos produto produtos catalogo vende vendem mostra mostrar mostre linha marcas comprar",
        Cheapest: "barato barata baratos baratas economico",
        Service: """
            frete entrega entregas envio taxa tarifa parcela parcelas parcelamento juros multa instalacao montagem compras
            pedido minimo boleto
            assinatura reembolso troca devolucao
            """,
        Person: "atendente humano humana pessoa vendedor vendedora gerente",
        ClauseStart: "qual quais quanto quantos quando como onde tem aceita aceitam voces vcs posso da fazem entregam",
        Topics: """
            entrega frete envio enviam enviar chega demora receber; troca devolucao devolver arrependimento trocar;
            pagamento pagar parcelar parcela parcelamento cartao pix boleto credito debito;
            garantia defeito conserto assistencia quebrado quebrou estragou; horario abre fecha funciona funcionamento aberto
            atendimento;
            endereco onde localizacao; nota fiscal; cancelar cancelamento; rastrear rastreio rastreamento acompanhar;
            instalacao instalar instala montagem montar; desconto promocao cupom; reembolso estorno dinheiro
            """));

    public static Lexicon EnglishWords { get; } = new(true, new Words(
        Stop: """
            a about all also am an and any are as at be been but by can could do does did for from get give go got had has have
            he her him his how
            i if in into is it its just know like me my need no not of on one or our out please she so some tell than that the
            their them then
            there these they this to too up us want was we were what when which who why will with would yes you your
            """,
        Greeting: "hi hello hey hiya good morning afternoon evening day greetings",
        Thanks: "thanks thank thx ty appreciate cheers",
        Goodbye: "bye goodbye cya farewell later",
        Acknowledgement: "ok okay great perfect nice cool alright sure understood got",
        Yes: "yes yeah yep sure please",
        No: "no nope not now",
        Price: "price prices cost costs expensive pricing",
        Stock: "stock available availability units sold left",
        Open: "which",
        Browse: "options option models model products product catalog catalogue sell show list brands buy",
        Cheapest: "cheap cheapest cheaper affordable lowest",
        Service: """
            shipping delivery postage fee fees installment installments interest
            installation assembly orders order minimum refund return returns exchange
            """,
        Person: "human person agent representative someone manager",
        ClauseStart: "what which how when where do does can is are will may",
        Topics: """
            delivery deliver shipping ship arrive receive; exchange return returns refund swap;
            payment pay card credit debit installment pix; warranty guarantee defect broken repair;
            hours open close opening schedule; address where located location; cancel cancellation; track tracking follow;
            installation install assembly; discount coupon promotion
            """));

    public bool English { get; }

    public FrozenSet<string> Stop { get; }

    public FrozenSet<string> Greeting { get; }

    public FrozenSet<string> Thanks { get; }

    public FrozenSet<string> Goodbye { get; }

    public FrozenSet<string> Acknowledgement { get; }

    /// <summary>Words that ask for a choice.</summary>
    public FrozenSet<string> Open { get; }

    public FrozenSet<string> Yes { get; }

    public FrozenSet<string> No { get; }

    /// <summary>Stems from here on.</summary>
    public FrozenSet<string> Price { get; }

    public FrozenSet<string> Stock { get; }

    public FrozenSet<string> Browse { get; }

    public FrozenSet<string> Cheapest { get; }

    /// <summary>Things with a price that is no product's: only about these may prose speak of money.</summary>
    public FrozenSet<string> Service { get; }

    public FrozenSet<string> Person { get; }

    /// <summary>Words that open a second question after "and".</summary>
    public FrozenSet<string> ClauseStart { get; }

    /// <summary>Words that ask for the same thing.</summary>
    public IReadOnlyList<FrozenSet<string>> Topics { get; }

    public static Lexicon Of(string language) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? EnglishWords : Portuguese;

    public string Stem(string word) => Terms.Stem(word, English);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private FrozenSet<string> Stemmed(string words) => Set(words).Select(Stem).ToFrozenSet(StringComparer.Ordinal);

    private sealed record Words(
        string Stop, string Greeting, string Thanks, string Goodbye, string Acknowledgement, string Yes, string No, string Price,
        string Stock, string Open, string Browse, string Cheapest, string Service, string Person, string ClauseStart, string Topics);
}
