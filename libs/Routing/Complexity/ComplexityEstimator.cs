using System.Collections.Frozen;
using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>Estimates how hard a message is to answer from its shape alone: a bounded sum of explained signals.</summary>
/// <param name="longMessage">Words from which on a message is as long as it matters.</param>
public sealed class ComplexityEstimator(int longMessage = 80)
{
    private const int ShortMessage = 8;

    /// <summary>Words that bind an answer: conditions, exclusions, comparisons, limits. Folded, both languages.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Constraints = new[]
    {
        "se", "caso", "desde", "exceto", "menos", "apenas", "somente", "ate", "antes", "depois", "enquanto", "porem", "mas", "embora",
        "comparar", "diferenca", "versus", "entre", "nem", "ambos", "contudo", "preciso", "sem",
        "if", "unless", "except", "only", "until", "before", "after", "while", "but", "however", "although", "without", "compare",
        "difference", "between", "both", "either", "neither", "whether", "must", "instead", "than",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Characters that are frequent in code, logs and addresses, and rare in prose.</summary>
    private static readonly System.Buffers.SearchValues<char> CodeMarks = System.Buffers.SearchValues.Create("{}<>=\\_|`#[]&");

    /// <summary>Estimates one message. Accepts any string and does not throw.</summary>
    /// <param name="text">The customer's message.</param>
    /// <param name="recentTurns">What the customer wrote before, oldest first.</param>
    /// <param name="signals">The signals that contributed, in a fixed order; empty for a trivial message.</param>
    /// <returns>Complexity from 0 to 1: the sum of the contributions.</returns>
    public double Estimate(string text, IReadOnlyList<string> recentTurns, out IReadOnlyList<ComplexitySignal> signals)
    {
        var counts = Count(text);
        var found = new List<ComplexitySignal>(4);
        Add(found, "length", 0.35 * Math.Clamp((counts.Words - ShortMessage) / (double)Math.Max(1, longMessage - ShortMessage), 0, 1));
        Add(found, "questions", Math.Min(0.2, 0.1 * Math.Max(0, counts.Questions - 1)));
        Add(found, "sentences", Math.Min(0.12, 0.03 * Math.Max(0, counts.Clauses - 2)));
        Add(found, "constraints", Math.Min(0.2, 0.05 * counts.Constraints));
        Add(found, "numbers", Math.Min(0.08, 0.02 * counts.Numbers));
        Add(found, "code", Math.Min(0.15, 0.03 * CodeMarksIn(text)));
        Add(found, "conversation", Conversation(text, recentTurns));
        signals = found;
        var total = 0.0;
        foreach (var signal in found)
        {
            total += signal.Contribution;
        }

        return Math.Min(1, total);
    }

    private static void Add(List<ComplexitySignal> signals, string name, double contribution)
    {
        if (contribution > 0)
        {
            signals.Add(new ComplexitySignal(name, contribution));
        }
    }

    /// <summary>Long conversations and repeated messages mean that the easy answer did not help.</summary>
    private static double Conversation(string text, IReadOnlyList<string> recentTurns)
    {
        var repeated = false;
        for (var i = Math.Max(0, recentTurns.Count - 5); i < recentTurns.Count; i++)
        {
            repeated |= text.Length >= 8 && string.Equals(recentTurns[i], text, StringComparison.OrdinalIgnoreCase);
        }

        return (repeated ? 0.1 : 0) + Math.Min(0.1, 0.01 * Math.Max(0, recentTurns.Count - 3));
    }

    private static int CodeMarksIn(string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, TokenizedText.MaxLength));
        var count = 0;
        for (var at = rest.IndexOfAny(CodeMarks); at >= 0; at = rest.IndexOfAny(CodeMarks))
        {
            count++;
            rest = rest[(at + 1)..];
        }

        return count;
    }

    private static Counts Count(string text)
    {
        using var tokens = TokenizedText.Rent(text);
        var counts = default(Counts);
        var openClause = false;
        foreach (var token in tokens.Tokens)
        {
            counts.Questions += token.Kind == TokenKind.Question ? 1 : 0;
            counts.Numbers += token.Kind == TokenKind.Number ? 1 : 0;
            if (token.Kind == TokenKind.Word)
            {
                counts.Words++;
                counts.Constraints += Constraints.Contains(tokens.TextOf(token)) ? 1 : 0;
            }

            counts.Clauses += !token.EndsClause && !openClause ? 1 : 0;
            openClause = !token.EndsClause;
        }

        return counts;
    }

    private struct Counts
    {
        public int Words;
        public int Questions;
        public int Clauses;
        public int Constraints;
        public int Numbers;
    }
}
