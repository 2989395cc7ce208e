using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>What kind of small talk a message is, when it is nothing else.</summary>
internal enum SmallTalk
{
    None,
    Greeting,
    Acknowledgement,
    Thanks,
    Goodbye,
    Yes,
    No,
}

/// <summary>One question of a customer, read with the lexicon of his language.</summary>
/// <param name="Text">As written.</param>
/// <param name="Stems">What it is about: stems without stop words and small talk, in order.</param>
/// <param name="Subject"><paramref name="Stems"/> without the words that ask for price, stock or a choice.</param>
internal sealed record CustomerQuestion(string Text, IReadOnlyList<string> Stems, IReadOnlyList<string> Subject)
{
    public bool AsksPrice { get; private init; }

    public bool AsksStock { get; private init; }

    public bool AsksCheapest { get; private init; }

    public bool Browses { get; private init; }

    /// <summary>True when the catalogue should know.</summary>
    public bool AsksRow => AsksPrice || AsksStock || AsksCheapest || Browses;

    public bool AsksPerson { get; private init; }

    public SmallTalk SmallTalk { get; private init; }

    /// <summary>True for a message without a single word.</summary>
    public bool Wordless { get; private init; }

    public bool EndsWithQuestionMark => Text.EndsWith('?');

    public static CustomerQuestion Read(string text, Lexicon lexicon)
    {
        var words = Terms.Words(text);
        var content = words
            .Where(word => !lexicon.Stop.Contains(word) && !lexicon.Open.Contains(word) && !IsSmallTalk(word, lexicon))
            .Select(lexicon.Stem)
            .ToList();
        var all = words.Select(lexicon.Stem).ToHashSet(StringComparer.Ordinal);
        var asksPrice = Uses(all, lexicon.Price);
        return new CustomerQuestion(
            text.Trim(),
            [.. content.Distinct(StringComparer.Ordinal)],
            [.. content.Where(stem => !IsAsking(stem, lexicon)).Distinct(StringComparer.Ordinal)])
        {
            AsksPrice = asksPrice,
            AsksStock = Uses(all, lexicon.Stock),
            AsksCheapest = Uses(all, lexicon.Cheapest),
            Browses = Uses(all, lexicon.Browse) || words.Exists(lexicon.Open.Contains),
            AsksPerson = Uses(all, lexicon.Person),
            SmallTalk = content.Count == 0 && words.Count > 0 && !asksPrice ? KindOf(words, lexicon) : SmallTalk.None,
            Wordless = words.Count == 0,
        };
    }

    /// <summary>The text of the customer's turn: his messages since the last reply.</summary>
    public static string LastTurn(IReadOnlyList<ChatMessage> messages)
    {
        var from = messages.Count;
        while (from > 0 && messages[from - 1].Role == ChatRole.User)
        {
            from--;
        }

        return string.Join('\n', messages.Skip(from).Select(message => message.Text));
    }

    /// <summary>What the customer spoke of before this turn, the nearest message with a subject.</summary>
    public static CustomerQuestion? Before(IReadOnlyList<ChatMessage> messages, Lexicon lexicon)
    {
        var inTurn = true;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            inTurn &= messages[i].Role == ChatRole.User;
            if (!inTurn && messages[i].Role == ChatRole.User && Read(messages[i].Text, lexicon) is { Subject.Count: > 0 } earlier)
            {
                return earlier;
            }
        }

        return null;
    }

    public CustomerQuestion About(CustomerQuestion? earlier) =>
        Subject.Count > 0 || earlier is null ? this : this with { Subject = earlier.Subject, Stems = [.. Stems, .. earlier.Subject] };

    private static bool IsAsking(string stem, Lexicon lexicon) =>
        lexicon.Price.Contains(stem) || lexicon.Stock.Contains(stem) || lexicon.Browse.Contains(stem) || lexicon.Cheapest.Contains(stem)
        || lexicon.Person.Contains(stem);

    private static bool IsSmallTalk(string word, Lexicon lexicon) =>
        lexicon.Greeting.Contains(word) || lexicon.Thanks.Contains(word) || lexicon.Goodbye.Contains(word)
        || lexicon.Acknowledgement.Contains(word);

    private static bool Uses(HashSet<string> stems, IReadOnlySet<string> words) => stems.Overlaps(words);

    private static SmallTalk KindOf(List<string> words, Lexicon lexicon) => true switch
    {
        _ when words.Exists(lexicon.Goodbye.Contains) => SmallTalk.Goodbye,
        _ when words.Exists(lexicon.Thanks.Contains) => SmallTalk.Thanks,
        _ when words.Exists(lexicon.Greeting.Contains) => SmallTalk.Greeting,
        _ when words.Exists(lexicon.Acknowledgement.Contains) => SmallTalk.Acknowledgement,
        _ when words.TrueForAll(lexicon.Yes.Contains) => SmallTalk.Yes,
        _ when words.TrueForAll(lexicon.No.Contains) => SmallTalk.No,
        _ => SmallTalk.None,
    };
}
