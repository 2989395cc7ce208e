using System.Globalization;
using System.Text;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Finds products and says price and stock as their rows have them.</summary>
internal sealed class ProductAnswers(IReadOnlyList<GroundingPassage> passages, Lexicon lexicon)
{
    private const int MostProducts = 3;
    private const double DescriptionWeight = 0.3;

    /// <summary>The products the question speaks of, best first; null when it names none.</summary>
    public ProductFit? Find(CustomerQuestion question)
    {
        var named = new List<(GroundingPassage Passage, double Score)>();
        double fit = 0;
        foreach (var passage in passages)
        {
            var (score, coverage) = Score(passage, question);
            if (score > 0)
            {
                named.Add((passage, score));
                fit = Math.Max(fit, coverage);
            }
        }

        if (named.Count == 0)
        {
            return null;
        }

        var best = named.Max(product => product.Score);
        var near = named.Where(product => product.Score >= best * 0.6).ToList();
        var ordered = question.AsksCheapest
            ? near.OrderBy(product => product.Passage.Product!.Price)
            : near.OrderByDescending(product => product.Score)
                .ThenByDescending(product => product.Passage.Product!.Stock is null or > 0)
                .ThenByDescending(product => product.Passage.Score);
        var open = question.Browses || (question.AsksCheapest && near.Count > 1);
        var equal = named.Count(product => product.Score >= best * 0.999) > 1;
        return new ProductFit(
            [.. ordered.Select(product => product.Passage).Take(open || (equal && !IsOnDetail(question)) ? MostProducts : 1)], fit);
    }

    public AnswerPart Write(ProductFit fit, CustomerQuestion question, Phrases phrases) =>
        fit.Passages is [var only] ? new(One(only, question, phrases), only) : Several(fit.Passages, phrases);

    /// <summary>The first products of retrieval, for "what do you sell?"; null when there are none.</summary>
    public AnswerPart? WriteFirst(Phrases phrases) =>
        passages.Count == 0 ? null : Several([.. passages.OrderByDescending(passage => passage.Score).Take(MostProducts)], phrases);

    // "How much power does it take?": variants that differ in colour or voltage share the answer, so one of them is enough.
    private bool IsOnDetail(CustomerQuestion question) =>
        !question.AsksPrice && !question.AsksStock && question.Subject.Any(stem =>
            passages.All(passage => Terms.Match(stem, Terms.Stems(passage.Product!.Name, lexicon.English)) == 0)
            && passages.Any(passage => Terms.Match(stem, Terms.Stems($"{passage.Product!.Description}", lexicon.English)) > 0));

    private (double Score, double Coverage) Score(GroundingPassage passage, CustomerQuestion question)
    {
        var product = passage.Product!;
        if (product.Sku.Length > 2 && question.Text.Contains(product.Sku, StringComparison.OrdinalIgnoreCase))
        {
            return (10, 1);
        }

        var name = Terms.Stems(product.Name, lexicon.English);
        var prose = Terms.Stems($"{product.Description} {passage.Text}", lexicon.English);
        double named = 0, score = 0;
        foreach (var stem in question.Subject)
        {
            var inName = Terms.Match(stem, name);
            named += inName;
            score += inName > 0 ? inName : DescriptionWeight * Terms.Match(stem, prose);
        }

        // The description only separates products that the name already fits.
        return named > 0 ? (score, named / question.Subject.Count) : (0, 0);
    }

    private string One(GroundingPassage passage, CustomerQuestion question, Phrases phrases)
    {
        var product = passage.Product!;
        var text = new StringBuilder();
        text.AppendFormat(CultureInfo.InvariantCulture, phrases.Offer, product.Name, Price(product));
        if (Stock(product, question, phrases) is { } stock)
        {
            text.Append(' ').Append(stock);
        }

        if (!question.AsksPrice && !question.AsksStock && Describe(passage, question) is { } description)
        {
            text.Append(' ').Append(description);
        }

        if (!string.IsNullOrWhiteSpace(product.Url))
        {
            text.Append('\n').Append(product.Url);
        }

        return text.ToString();
    }

    private AnswerPart Several(IReadOnlyList<GroundingPassage> products, Phrases phrases)
    {
        var text = new StringBuilder(phrases.Options);
        foreach (var product in products.Select(passage => passage.Product!))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- {product.Name}: {Price(product)}");
            if (product.Stock is { } stock)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({(stock > 0 ? phrases.ShortInStock : phrases.ShortOutOfStock)})");
            }
        }

        return new AnswerPart(text.ToString(), products, [phrases.Catalogue]);
    }

    private string Price(ProductFacts product) => Money.Format(product.Price, product.Currency, lexicon.English);

    private static string? Stock(ProductFacts product, CustomerQuestion question, Phrases phrases) => product.Stock switch
    {
        null => question.AsksStock ? phrases.StockUnknown : null,
        <= 0 => phrases.OutOfStock,
        1 => phrases.LastOne,
        var units => string.Format(CultureInfo.InvariantCulture, phrases.InStock, units),
    };

    // The sentence nearest to what is asked beyond the name; what prose says of price or stock may be old and is never quoted.
    private string? Describe(GroundingPassage passage, CustomerQuestion question)
    {
        var sentences = Sentences.Split(passage.Product!.Description is { Length: > 0 } own ? own : passage.Text);
        var name = Terms.Stems(passage.Product!.Name, lexicon.English);
        var asked = question.Subject.Where(stem => Terms.Match(stem, name) == 0).ToList();
        return sentences
            .Select(text => new ProseSentence(text, lexicon))
            .Where(sentence => !sentence.HasMoney && !sentence.HasStock && !sentence.Text.EndsWith('?'))
            .OrderByDescending(sentence => asked.Sum(stem => Terms.Match(stem, sentence.Stems)))
            .FirstOrDefault()?.Text;
    }
}

/// <summary>Products a question speaks of, with the share of the question that the best name covers.</summary>
internal sealed record ProductFit(IReadOnlyList<GroundingPassage> Passages, double Fit);
