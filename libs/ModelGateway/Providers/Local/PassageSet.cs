namespace Agentes.ModelGateway.Providers.Local;

/// <summary>The passages of one call, cut into terms once, and the choice between catalogue and prose.</summary>
internal sealed class PassageSet(IReadOnlyList<GroundingPassage> passages, Lexicon lexicon)
{
    private readonly ProductAnswers _products = new(
        [.. passages.Where(passage => passage is { Kind: GroundingKind.Product, Product: not null })], lexicon);

    private readonly KnowledgeAnswers _knowledge = new([.. passages.Where(passage => passage.Kind is GroundingKind.Knowledge)], lexicon);

    /// <summary>The answer to one question; null when nothing fits.</summary>
    public AnswerPart? Answer(CustomerQuestion question, Phrases phrases)
    {
        var knowledge = _knowledge.Find(question);
        var products = _products.Find(question);
        var aboutService = question.Subject.Any(lexicon.Service.Contains);
        if (knowledge is not null && (aboutService || products is null || (!question.AsksRow && knowledge.Fit > products.Fit)))
        {
            return KnowledgeAnswers.Write(knowledge);
        }

        if (products is not null)
        {
            return _products.Write(products, question, phrases);
        }

        return question.Browses && question.Subject.Count == 0 && !question.AsksPerson ? _products.WriteFirst(phrases) : null;
    }
}
