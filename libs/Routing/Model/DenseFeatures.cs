using Agentes.Routing.Text;

namespace Agentes.Routing.Model;

/// <summary>
/// The few features that are numbers: the shape of the message, and how many of its words are unknown. All are bounded, because what
/// was learned from short phrases must not run away on long messages.
/// </summary>
internal static class DenseFeatures
{
    private const int Shape = 10;

    /// <summary>Number of features; the first is the constant 1.</summary>
    public const int Count = Shape + 3;

    /// <param name="tokens">The message.</param>
    /// <param name="words">Its number of words.</param>
    /// <param name="features"><see cref="Count"/> numbers from 0 to 1; overwritten, those of unknown words by 0.</param>
    public static void Read(scoped TokenizedText tokens, int words, Span<float> features)
    {
        var counts = default(Counts);
        foreach (var token in tokens.Tokens)
        {
            counts.Add(token.Kind);
        }

        features.Clear();
        features[0] = 1;
        features[1] = Math.Min(words, 60) / 60f;
        features[2] = words <= 3 ? 1 : 0;
        features[3] = words >= 16 ? 1 : 0;
        features[4] = counts.Questions > 0 ? 1 : 0;
        features[5] = Math.Min(Math.Max(0, counts.Questions - 1), 3) / 3f;
        features[6] = Math.Min(counts.Numbers, 4) / 4f;
        features[7] = counts.Money > 0 ? 1 : 0;
        features[8] = Math.Min(counts.Stops + counts.Questions, 6) / 6f;
        features[9] = counts.Addresses > 0 ? 1 : 0;
    }

    /// <summary>
    /// Words that the model does not know are evidence too: a greeting consists of known words, and a matter that nobody thought of
    /// must not pass for one.
    /// </summary>
    /// <returns>How many words are known.</returns>
    public static int ReadUnknown(scoped TokenizedText tokens, KnownWords known, Span<float> features)
    {
        var (words, unknown) = (0, 0);
        foreach (var token in tokens.Tokens)
        {
            if (token.Kind == TokenKind.Word)
            {
                words++;
                unknown += known.Contains(MessageFeatures.HashOf(token.Kind, tokens.TextOf(token))) ? 0 : 1;
            }
        }

        ReadUnknown(words, unknown, features);
        return words - unknown;
    }

    public static void ReadUnknown(int words, int unknown, Span<float> features)
    {
        features[Shape] = Math.Min(unknown, 6) / 6f;
        features[Shape + 1] = words == 0 ? 0 : unknown / (float)words;
        features[Shape + 2] = unknown > 0 ? 1 : 0;
    }

    private struct Counts
    {
        public int Questions;
        public int Stops;
        public int Numbers;
        public int Money;
        public int Addresses;

        public void Add(TokenKind kind)
        {
            Questions += kind == TokenKind.Question ? 1 : 0;
            Stops += kind == TokenKind.Stop ? 1 : 0;
            Numbers += kind == TokenKind.Number ? 1 : 0;
            Money += kind == TokenKind.Money ? 1 : 0;
            Addresses += kind is TokenKind.Email or TokenKind.Url ? 1 : 0;
        }
    }
}
