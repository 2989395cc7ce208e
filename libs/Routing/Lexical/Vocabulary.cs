using System.Collections.Frozen;
using Agentes.Routing.Text;

namespace Agentes.Routing.Lexical;

/// <summary>
/// Finds the word classes of a token: the exact word, an abbreviation of it, its singular, the longest known beginning
/// (<c>entreg*</c>), or the only known word at one typing error's distance.
/// </summary>
internal sealed class Vocabulary
{
    public const int Unknown = 0;

    private const int ShortestPrefix = 3;
    private const int ShortestTypo = 5;
    private const int ShortestTypoTarget = 6;
    private const int LongestWord = 24;

    private readonly int[][] _classes;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _prefixes;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _typos;
    private readonly int[] _byKind;
    private readonly int _longestPrefix;

    public Vocabulary(
        int[][] classes, IReadOnlyDictionary<string, int> words, IReadOnlyDictionary<string, int> prefixes, int[] byKind)
    {
        _classes = classes;
        _words = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixes = prefixes.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _typos = Deletions(words.Keys.Concat(prefixes.Keys)).GetAlternateLookup<ReadOnlySpan<char>>();
        _longestPrefix = prefixes.Keys.Select(prefix => prefix.Length).DefaultIfEmpty().Max();
        _byKind = byKind;
    }

    /// <summary>The classes of an entry, as <see cref="Find"/> returned it.</summary>
    public ReadOnlySpan<int> ClassesOf(int entry) => _classes[entry];

    public int Find(Token token, ReadOnlySpan<char> word)
    {
        if (token.Kind != TokenKind.Word)
        {
            return _byKind[(int)token.Kind];
        }

        if (_words.TryGetValue(word, out var entry))
        {
            return entry;
        }

        for (var length = Math.Min(word.Length, _longestPrefix); length >= ShortestPrefix; length--)
        {
            if (_prefixes.TryGetValue(word[..length], out entry))
            {
                return entry;
            }
        }

        if (word.Length > ShortestPrefix && word[^1] == 's' && _words.TryGetValue(word[..^1], out entry))
        {
            return entry;
        }

        return word.Length is >= ShortestTypo and <= LongestWord ? FindTypo(word) : Unknown;
    }

    private int FindTypo(ReadOnlySpan<char> word)
    {
        if (Resolve(word, word, out var entry))
        {
            return entry;
        }

        Span<char> shorter = stackalloc char[LongestWord];
        shorter = shorter[..(word.Length - 1)];
        // The first letter is hardly ever the wrong one, and keeping it avoids most look-alikes.
        for (var i = 1; i < word.Length; i++)
        {
            word[..i].CopyTo(shorter);
            word[(i + 1)..].CopyTo(shorter[i..]);
            if (Resolve(shorter, word, out entry))
            {
                return entry;
            }
        }

        return Unknown;
    }

    private bool Resolve(ReadOnlySpan<char> key, ReadOnlySpan<char> typed, out int entry)
    {
        if (_typos.TryGetValue(key, out var known) && IsOneSlip(typed, known))
        {
            return _words.TryGetValue(known, out entry) || _prefixes.TryGetValue(known, out entry);
        }

        entry = Unknown;
        return false;
    }

    /// <summary>True for one letter missing, added, changed, or swapped with its neighbour.</summary>
    private static bool IsOneSlip(ReadOnlySpan<char> typed, ReadOnlySpan<char> known)
    {
        var start = typed.CommonPrefixLength(known);
        typed = typed[start..];
        known = known[start..];
        if (typed.Length == known.Length)
        {
            return typed.Length == 0 || typed[1..].SequenceEqual(known[1..])
                || (typed.Length > 1 && typed[0] == known[1] && typed[1] == known[0] && typed[2..].SequenceEqual(known[2..]));
        }

        return typed.Length > known.Length
            ? typed.Length == known.Length + 1 && typed[1..].SequenceEqual(known)
            : known.Length == typed.Length + 1 && known[1..].SequenceEqual(typed);
    }

    private static Dictionary<string, string> Deletions(IEnumerable<string> known)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in known.Where(word => word.Length is >= ShortestTypoTarget and < LongestWord).Order(StringComparer.Ordinal))
        {
            result[word] = word;
            for (var i = 1; i < word.Length; i++)
            {
                result.TryAdd(word.Remove(i, 1), word);
            }
        }

        return result;
    }
}
