namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Finds the passages of prose that answer a question and quotes their best sentences, unchanged.</summary>
internal sealed class KnowledgeAnswers(IReadOnlyList<GroundingPassage> passages, Lexicon lexicon)
{
    private const int MostSentences = 3;
    private const double TopicWeight = 0.6;
    private const double TitleWeight = 1.5;

    private readonly List<Prose> _prose = [.. passages.Select(passage => new Prose(passage, lexicon))];

    /// <summary>The passage that fits best with its sentences; null when none does.</summary>
    public KnowledgeFit? Find(CustomerQuestion question)
    {
        var stems = question.Subject.Count > 0 ? question.Subject : question.Stems;
        KnowledgeFit? best = null;
        foreach (var prose in _prose)
        {
            if (Fit(prose, stems, question) is { } fit && (best is null || fit.Rank > best.Rank))
            {
                best = fit;
            }
        }

        return best;
    }

    public static AnswerPart Write(KnowledgeFit fit) => new(string.Join(' ', fit.Sentences), fit.Passage);

    private KnowledgeFit? Fit(Prose prose, IReadOnlyList<string> stems, CustomerQuestion question)
    {
        if (stems.Count == 0)
        {
            return null;
        }

        double title = 0, covered = 0, weighted = 0;
        var matched = 0;
        foreach (var stem in stems)
        {
            var inTitle = MatchOrTopic(stem, prose.Title);
            var inBody = Terms.Match(stem, prose.Body);
            matched += inTitle + inBody > 0 ? 1 : 0;
            title += inTitle;
            covered += Math.Max(inTitle, inBody);
            weighted += Math.Max(inTitle * TitleWeight, inBody);
        }

        var coverage = covered / stems.Count;
        var passage = prose.Passage;
        var byText = coverage > 0.6 || (coverage >= 0.5 && matched > 1) || (coverage >= 0.3 && passage.Score >= 0.75);
        if (title < TopicWeight && (!byText || question.AsksRow))
        {
            // "Do you sell phones?" is not answered by a text that mentions a phone.
            return null;
        }

        var sentences = Choose(prose, stems, title >= TopicWeight, question);
        // Between equals retrieval decides, then the title that says nothing else.
        var rank = weighted + (0.25 * passage.Score) + (0.2 * title / Math.Max(1, prose.Title.Count));
        return sentences.Count == 0 ? null : new KnowledgeFit(passage, sentences, coverage, rank);
    }

    private List<string> Choose(Prose prose, IReadOnlyList<string> stems, bool titleFits, CustomerQuestion question)
    {
        var scored = new List<(int Position, string Text, double Score)>();
        double carried = 0;
        foreach (var (position, sentence) in prose.Sentences.Index())
        {
            var score = stems.Sum(stem => MatchOrTopic(stem, sentence.Stems)) + carried;
            carried = 0;
            if (sentence.Text.EndsWith('?'))
            {
                // A question in the text is answered by the sentence behind it.
                carried = score;
            }
            else if (MayQuote(sentence, question))
            {
                scored.Add((position, sentence.Text, score));
            }
        }

        if (scored.Count <= MostSentences && titleFits)
        {
            return scored.ConvertAll(sentence => sentence.Text);
        }

        var best = scored.Count == 0 ? 0 : scored.Max(sentence => sentence.Score);
        var chosen = best > 0
            ? scored.Where(sentence => sentence.Score >= best / 2).OrderByDescending(sentence => sentence.Score).Take(MostSentences)
            : titleFits ? scored.Take(2) : [];
        return [.. chosen.OrderBy(sentence => sentence.Position).Select(sentence => sentence.Text)];
    }

    // Price and stock of a product come from its row. Prose may speak of amounts where a service has a price, such as freight.
    private bool MayQuote(ProseSentence sentence, CustomerQuestion question)
    {
        if (question.Subject.Any(lexicon.Service.Contains))
        {
            return !sentence.HasMoney || sentence.Stems.Overlaps(lexicon.Service);
        }

        return question switch
        {
            { AsksPrice: true } => !sentence.HasMoney && sentence.Stems.Overlaps(lexicon.Price),
            { AsksStock: true } => !sentence.HasMoney && !sentence.HasStock,
            _ => !sentence.HasMoney || sentence.Stems.Overlaps(lexicon.Service),
        };
    }

    private double MatchOrTopic(string stem, HashSet<string> stems)
    {
        var match = Terms.Match(stem, stems);
        if (match > 0)
        {
            return match;
        }

        foreach (var topic in lexicon.Topics)
        {
            if (topic.Contains(stem) && stems.Overlaps(topic))
            {
                return TopicWeight;
            }
        }

        return 0;
    }

    private sealed class Prose
    {
        public Prose(GroundingPassage passage, Lexicon lexicon)
        {
            Passage = passage;
            var title = Terms.Words(passage.Title).Where(word => !lexicon.Stop.Contains(word));
            Title = title.Select(lexicon.Stem).ToHashSet(StringComparer.Ordinal);
            Sentences = Local.Sentences.Split(passage.Text).ConvertAll(text => new ProseSentence(text, lexicon));
            Body = [.. Sentences.SelectMany(sentence => sentence.Stems)];
        }

        public GroundingPassage Passage { get; }

        public HashSet<string> Title { get; }

        public HashSet<string> Body { get; }

        public List<ProseSentence> Sentences { get; }
    }
}

/// <summary>A sentence with what matters for quoting it.</summary>
internal sealed class ProseSentence(string text, Lexicon lexicon)
{
    public string Text { get; } = text;

    public HashSet<string> Stems { get; } = Terms.Stems(text, lexicon.English);

    public bool HasMoney { get; } = Money.IsIn(text);

    public bool HasStock => Stems.Overlaps(lexicon.Stock);
}

/// <summary>A passage that answers, with the sentences to quote. Fit is the share of the question that it covers.</summary>
internal sealed record KnowledgeFit(GroundingPassage Passage, IReadOnlyList<string> Sentences, double Fit, double Rank);
