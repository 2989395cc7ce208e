using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Words as they are compared: lower case, without accents, without the endings of number, gender and conjugation.</summary>
internal static partial class Terms
{
    // Longest first: the first one that leaves a stem long enough is taken off.
    private static readonly string[] PortugueseEndings =
    [
        "mente", "aram", "eram", "iram", "ando", "endo", "indo", "ados", "adas", "idos", "idas",
        "ado", "ada", "ido", "ida", "ava", "am", "em", "ar", "er", "ir", "ou", "a", "e", "o",
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly string[] EnglishEndings = ["ing", "ed", "e", "y"];

    /// <summary>Lower case without accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    /// <summary>
    /// Folded words in order. Numbers stand apart from their units and lose their thousands dots, so that "220v" is "220 V" and "12000"
    /// is "12.000"; single letters are left out.
    /// </summary>
    public static List<string> Words(string text)
    {
        var folded = Thousands().Replace(Fold(text), "");
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= folded.Length; i++)
        {
            if (i < folded.Length && KindOf(folded[i]) == KindOf(folded[start]))
            {
                continue;
            }

            var kind = KindOf(folded[start]);
            if (kind == 'd' || (kind == 'l' && i - start > 1))
            {
                words.Add(folded[start..i]);
            }

            start = i;
        }

        return words;
    }

    /// <summary>The stem of a folded word.</summary>
    public static string Stem(string word, bool english)
    {
        if (word.Length < 4 || char.IsDigit(word[0]))
        {
            return word;
        }

        return english ? EnglishStem(word) : PortugueseStem(word);
    }

    public static HashSet<string> Stems(string text, bool english) =>
        Words(text).Select(word => Stem(word, english)).ToHashSet(StringComparer.Ordinal);

    /// <summary>How well a stem is found among others: 1 the same, 0.8 with a slip of the finger, 0 not at all.</summary>
    public static double Match(string stem, IReadOnlySet<string> stems)
    {
        if (stems.Contains(stem))
        {
            return 1;
        }

        var allowed = stem.Length switch { < 5 => 0, < 8 => 1, _ => 2 };
        if (allowed == 0 || stem.AsSpan().IndexOfAny(Digits) >= 0)
        {
            return 0;
        }

        foreach (var other in stems)
        {
            if (other.Length >= 5 && other[0] == stem[0] && Math.Abs(other.Length - stem.Length) <= allowed
                && Spelling.Distance(stem, other) <= allowed)
            {
                return 0.8;
            }
        }

        return 0;
    }

    private static char KindOf(char c) => char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'l' : ' ';

    private static string PortugueseStem(string word)
    {
        var stem = word switch
        {
            _ when word.EndsWith("oes", StringComparison.Ordinal) => word[..^3] + "ao",
            _ when word.EndsWith("aes", StringComparison.Ordinal) => word[..^3] + "ao",
            _ when word.EndsWith("ais", StringComparison.Ordinal) => word[..^2] + "l",
            _ when word.EndsWith("eis", StringComparison.Ordinal) => word[..^2] + "l",
            _ when word.EndsWith("ns", StringComparison.Ordinal) => word[..^2] + "m",
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        stem = WithoutEnding(stem, PortugueseEndings);
        return stem switch
        {
            // entregue, entrega; troque, troca
            _ when stem.EndsWith("gu", StringComparison.Ordinal) => stem[..^1],
            _ when stem.EndsWith("qu", StringComparison.Ordinal) => stem[..^2] + "c",
            _ => stem,
        };
    }

    private static string EnglishStem(string word)
    {
        var stem = word switch
        {
            _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            _ when word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
            _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        stem = WithoutEnding(stem, EnglishEndings);
        // shipping, ship
        return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1] : stem;
    }

    private static string WithoutEnding(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= 4 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    [GeneratedRegex(@"(?<=\d)\.(?=\d{3}(\D|$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();
}
