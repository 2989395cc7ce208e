using System.Collections.Frozen;

namespace Agentes.Routing;

/// <summary>Frequent words, folded, that belong to one of the languages only, with the abbreviations people type in chats.</summary>
internal static class FunctionWords
{
    internal enum Language
    {
        Portuguese,
        English,
        Spanish,
    }

    private const string PortugueseWords = """
        nao que eu voce vc vcs voces meu minha meus minhas seu sua dos das com uma um pra pro para por mais como quando onde
        qual quais quanto quanta qto tem ter tenho quero queria gostaria preciso pode posso podem esta estou foi ser sao isso
        esse essa este aqui agora ja tambem tbm tb muito muita obrigado obrigada obg vlw valeu bom boa dia tarde noite oi ola
        tudo bem bem sim ainda porque pq ate fazer faz faco ai la ele ela nos eles elas dele dela foram fica ficou sobre sem ou
        mas tchau moca moco gente alguem alguma algum nada blz beleza boleto pedido cade to ta hj amanha ontem hoje entao aonde
        num numa nesse nessa deste desta pelo pela ao aos desculpa telefone endereco horario secretaria vou passa conseguir
        consigo consegue saber dizer comprar loja preco valor frete entrega chegou recebi cartao conta senha
        """;

    private const string EnglishWords = """
        the is are was were be been i im ive you your youre my me we our they them he she it its this that these those and or of
        to in on at for from with without what when where why how who which can could would should do does did dont doesnt didnt
        cant have has had havent not there here will wont would get got want need please pls plz thanks thank thx hi hello hey
        yes any some if but about just still now up out off than then so an by as buy price order item shipping account card
        anyone someone bye yeah okay lets whats u ur am his her their im id ill did been being into only also after before
        because
        """;

    private const string SpanishWords = """
        el los las del usted ustedes hola gracias cuanto cuando donde cual quiero necesito tengo tiene puedo pueden hay muy pero
        porque mi mis su sus con una unos y en es al lo le les yo soy estoy esta buenos buenas dias tardes noches hasta ahora
        tambien si pedido envio
        """;

    private static readonly FrozenDictionary<string, Language>.AlternateLookup<ReadOnlySpan<char>> Words = Build();

    public static bool TryGet(ReadOnlySpan<char> word, out Language language) => Words.TryGetValue(word, out language);

    public static bool EndsLikePortuguese(ReadOnlySpan<char> word) => word[^1] switch
    {
        'o' => word.EndsWith("ao") || word.EndsWith("mento") || word.EndsWith("inho") || word.EndsWith("ndo") || word.EndsWith("eiro")
            || word.EndsWith("ario"),
        'a' => word.EndsWith("inha") || word.EndsWith("eira") || word.EndsWith("encia") || word.EndsWith("ura"),
        'e' => word.EndsWith("dade") || word.EndsWith("mente"),
        's' => word.EndsWith("oes") || word.EndsWith("ais") || word.EndsWith("mos"),
        'm' => word.EndsWith("agem"),
        'r' => word.EndsWith("ar"),
        'u' => word.EndsWith("ou"),
        _ => false,
    };

    public static bool EndsLikeEnglish(ReadOnlySpan<char> word) => word[^1] switch
    {
        'g' => word.EndsWith("ing"),
        'n' => word.EndsWith("tion"),
        'd' => word.EndsWith("ed"),
        'y' or 'k' or 'w' => true,
        't' => word.EndsWith("ght") || word.EndsWith("nt"),
        'h' => word.EndsWith("th") || word.EndsWith("sh") || word.EndsWith("ch"),
        _ => false,
    };

    private static FrozenDictionary<string, Language>.AlternateLookup<ReadOnlySpan<char>> Build() =>
        new[] { (PortugueseWords, Language.Portuguese), (EnglishWords, Language.English), (SpanishWords, Language.Spanish) }
            .SelectMany(list => Split(list.Item1).Select(word => (Word: word, Language: list.Item2)))
            .GroupBy(entry => entry.Word, StringComparer.Ordinal)
            // A word that two languages share votes for neither.
            .Where(group => group.Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.Single().Language, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static IEnumerable<string> Split(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
}
