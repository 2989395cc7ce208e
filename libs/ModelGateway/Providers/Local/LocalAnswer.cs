using System.Globalization;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>A reply with the passages it quotes. A pure function of the conversation and its grounding.</summary>
internal sealed record LocalAnswer(string Text, IReadOnlyList<string> SourceIds)
{
    private const int MostParts = 3;

    public static LocalAnswer To(IReadOnlyList<ChatMessage> messages, Grounding grounding)
    {
        var lexicon = Lexicon.Of(grounding.Language);
        var phrases = Phrases.Of(lexicon);
        var turn = CustomerQuestion.LastTurn(messages);
        var whole = CustomerQuestion.Read(turn, lexicon);
        if (whole.Wordless)
        {
            return new LocalAnswer(phrases.NotUnderstood, []);
        }

        if (whole.SmallTalk is SmallTalk.Yes && Offered(messages, phrases))
        {
            return new LocalAnswer(phrases.Person, []);
        }

        if (whole.SmallTalk is not SmallTalk.None)
        {
            return new LocalAnswer(SmallTalkReply(whole.SmallTalk, phrases, grounding.BusinessName), []);
        }

        var sources = new PassageSet(grounding.Passages, lexicon);
        var (parts, unanswered) = AnswerClauses(turn, CustomerQuestion.Before(messages, lexicon), sources, lexicon, phrases);
        if (parts.Count == 0 && sources.Answer(whole, phrases) is { } together)
        {
            // No single clause says enough, but the message as a whole does.
            (parts, unanswered) = ([together], false);
        }

        if (parts.Count == 0)
        {
            return new LocalAnswer(whole.AsksPerson ? phrases.Person : phrases.Unknown, []);
        }

        return Compose(parts, unanswered, phrases);
    }

    private static (List<AnswerPart> Parts, bool Unanswered) AnswerClauses(
        string turn, CustomerQuestion? earlier, PassageSet sources, Lexicon lexicon, Phrases phrases)
    {
        var parts = new List<AnswerPart>();
        var unanswered = false;
        foreach (var clause in Clauses.Split(turn, lexicon))
        {
            var question = CustomerQuestion.Read(clause, lexicon).About(earlier);
            if (question.SmallTalk is not SmallTalk.None || question.Stems.Count == 0)
            {
                continue;
            }

            earlier = question;
            if (sources.Answer(question, phrases) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                unanswered |= question.EndsWithQuestionMark;
            }
        }

        return (parts, unanswered);
    }

    private static LocalAnswer Compose(List<AnswerPart> parts, bool unanswered, Phrases phrases)
    {
        var kept = parts.DistinctBy(part => part.Text, StringComparer.Ordinal).Take(MostParts).ToList();
        var sources = kept.SelectMany(part => part.Sources).DistinctBy(passage => passage.Id, StringComparer.Ordinal).ToList();
        var blocks = kept.ConvertAll(part => part.Text);
        if (unanswered)
        {
            blocks.Add(phrases.PartlyUnknown);
        }

        var titles = kept.SelectMany(part => part.Titles).Distinct(StringComparer.Ordinal);
        blocks.Add(string.Join('\n', titles.Select(title => string.Format(CultureInfo.InvariantCulture, phrases.Source, title))));
        return new LocalAnswer(string.Join("\n\n", blocks), [.. sources.Select(passage => passage.Id)]);
    }

    private static bool Offered(IReadOnlyList<ChatMessage> messages, Phrases phrases) =>
        messages.LastOrDefault(message => message.Role == ChatRole.Assistant) is { Text: var said }
        && (said.Contains(phrases.Unknown, StringComparison.Ordinal) || said.Contains(phrases.PartlyUnknown, StringComparison.Ordinal));

    private static string SmallTalkReply(SmallTalk kind, Phrases phrases, string? business) => kind switch
    {
        SmallTalk.Goodbye => phrases.Goodbye,
        SmallTalk.Thanks => phrases.Thanks,
        SmallTalk.Greeting when !string.IsNullOrWhiteSpace(business) =>
            string.Format(CultureInfo.InvariantCulture, phrases.GreetingOf, business.Trim()),
        SmallTalk.Greeting => phrases.Greeting,
        _ => phrases.Acknowledgement,
    };
}

/// <summary>The answer to one question.</summary>
/// <param name="Text">What to say.</param>
/// <param name="Sources">Passages it quotes.</param>
/// <param name="Titles">What to name as the source.</param>
internal sealed record AnswerPart(string Text, IReadOnlyList<GroundingPassage> Sources, IReadOnlyList<string> Titles)
{
    public AnswerPart(string text, GroundingPassage source)
        : this(text, [source], [source.Title])
    {
    }
}
