namespace Agentes.ModelGateway.Providers.Local;

/// <summary>The only sentences the local provider says of its own. Everything else it says is quoted.</summary>
internal sealed record Phrases(
    string Greeting, string GreetingOf, string Thanks, string Goodbye, string Acknowledgement, string NotUnderstood, string Unknown,
    string PartlyUnknown, string Person, string Options, string Offer, string InStock, string LastOne, string OutOfStock,
    string StockUnknown, string ShortInStock, string ShortOutOfStock, string Source, string Catalogue)
{
    public static Phrases Portuguese { get; } = new(
        Greeting: "Olá! Como posso ajudar?",
        GreetingOf: "Olá! Aqui é o atendimento da {0}. Como posso ajudar?",
        Thanks: "Por nada! Se precisar de mais alguma coisa, é só escrever.",
        Goodbye: "Até logo! Quando precisar, é só escrever.",
        Acknowledgement: "Certo! Se precisar de mais alguma coisa, é só escrever.",
        NotUnderstood: "Não entendi sua mensagem. Pode escrever de outro jeito?",
        Unknown: "Não encontrei essa informação. Quer falar com uma pessoa da equipe?",
        PartlyUnknown: "Sobre o restante não encontrei informação. Quer falar com uma pessoa da equipe?",
        Person: "Certo. Uma pessoa da equipe pode continuar este atendimento.",
        Options: "Encontrei estas opções:",
        Offer: "{0}: {1}.",
        InStock: "Temos {0} unidades em estoque.",
        LastOne: "Temos 1 unidade em estoque.",
        OutOfStock: "No momento está sem estoque.",
        StockUnknown: "Não tenho a informação de estoque deste produto.",
        ShortInStock: "em estoque",
        ShortOutOfStock: "sem estoque",
        Source: "Fonte: {0}",
        Catalogue: "catálogo de produtos");

    public static Phrases English { get; } = new(
        Greeting: "Hello! How can I help?",
        GreetingOf: "Hello! This is {0} customer service. How can I help?",
        Thanks: "You're welcome! If you need anything else, just write.",
        Goodbye: "Goodbye! Whenever you need us, just write.",
        Acknowledgement: "Alright! If you need anything else, just write.",
        NotUnderstood: "I did not understand your message. Could you put it another way?",
        Unknown: "I could not find that information. Would you like to talk to a person on our team?",
        PartlyUnknown: "I found nothing about the rest. Would you like to talk to a person on our team?",
        Person: "Sure. A person on our team can take over this conversation.",
        Options: "I found these options:",
        Offer: "{0}: {1}.",
        InStock: "We have {0} units in stock.",
        LastOne: "We have 1 unit in stock.",
        OutOfStock: "It is out of stock at the moment.",
        StockUnknown: "I do not have stock information for this product.",
        ShortInStock: "in stock",
        ShortOutOfStock: "out of stock",
        Source: "Source: {0}",
        Catalogue: "product catalogue");

    public static Phrases Of(Lexicon lexicon) => lexicon.English ? English : Portuguese;
}
