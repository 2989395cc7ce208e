using Agentes.Routing.Text;

namespace Agentes.Routing.Model;

/// <summary>
/// The hashed features of a message: words and pairs of words, and runs of two to five characters inside a word with its borders.
/// Clauses end at stops, questions and line breaks; pairs do not cross them.
/// </summary>
internal static class MessageFeatures
{
    private const int ShortestRun = 2;
    private const int LongestRun = 5;
    private const int LongestWord = 32;
    private const uint Prime = 0x01000193;
    private const uint WordSeed = 0x811C9DC5;
    private const uint RunSeed = 0x9747B28C;
    private const char Border = '\u0001';

    public static void Read<TSink>(scoped TokenizedText tokens, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        var list = tokens.Tokens;
        var before = 0u;
        var open = false;
        for (var i = 0; i < list.Length; i++)
        {
            var token = list[i];
            if (token.EndsClause)
            {
                if (open)
                {
                    sink.EndClause();
                }

                before = 0;
                open = false;
                continue;
            }

            open = true;
            var word = tokens.TextOf(token);
            var hash = HashOf(token.Kind, word);
            sink.Add(FeatureGroup.Words, hash, i);
            sink.Add(FeatureGroup.Words, Mix((before * 0x9E3779B1) ^ hash), i);
            before = hash;
            if (token.Kind == TokenKind.Word)
            {
                ReadRuns(word, i, ref sink);
            }
        }

        if (open)
        {
            sink.EndClause();
        }
    }

    /// <summary>The feature of one word, or of what stands for numbers, amounts, addresses and emoji.</summary>
    public static uint HashOf(TokenKind kind, ReadOnlySpan<char> word)
    {
        var hash = WordSeed + (uint)kind;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mix(hash);
    }

    private static void ReadRuns<TSink>(scoped ReadOnlySpan<char> word, int token, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        Span<char> bordered = stackalloc char[LongestWord + 2];
        var length = Math.Min(word.Length, LongestWord);
        bordered[0] = Border;
        word[..length].CopyTo(bordered[1..]);
        bordered[length + 1] = Border;
        bordered = bordered[..(length + 2)];
        for (var start = 0; start < bordered.Length - 1; start++)
        {
            var end = Math.Min(bordered.Length, start + LongestRun);
            var hash = (RunSeed ^ bordered[start]) * Prime;
            for (var next = start + 1; next < end; next++)
            {
                hash = (hash ^ bordered[next]) * Prime;
                if (next - start + 1 >= ShortestRun)
                {
                    sink.Add(FeatureGroup.Characters, Mix(hash), token);
                }
            }
        }
    }

    /// <summary>The finalizer of MurmurHash3: every bit of the input reaches the low bits.</summary>
    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
