using System.Buffers;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Cuts prose into sentences without changing a character of them.</summary>
internal static class Sentences
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("-–—•*.#> \t");
    private static readonly string[] Abbreviations =
        ["sr", "sra", "dr", "dra", "av", "ex", "obs", "tel", "min", "mr", "mrs", "ms", "etc", "no", "vs"];

    public static List<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                Add(sentences, text.AsSpan(start, i - start));
                start = i + 1;
            }
            else if (text[i] is '.' or '!' or '?' or '…' && EndsSentence(text, start, i))
            {
                Add(sentences, text.AsSpan(start, i + 1 - start));
                start = i + 1;
            }
        }

        Add(sentences, text.AsSpan(start));
        return sentences;
    }

    // A dot inside 1.234,56, a web address or "Sr." ends nothing.
    private static bool EndsSentence(string text, int start, int at)
    {
        if (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
        {
            return false;
        }

        if (text[at] != '.')
        {
            return true;
        }

        var word = at;
        while (word > start && char.IsLetter(text[word - 1]))
        {
            word--;
        }

        return !Array.Exists(Abbreviations, text.AsSpan(word, at - word).ToString().ToLowerInvariant().Equals);
    }

    private static void Add(List<string> sentences, ReadOnlySpan<char> sentence)
    {
        var trimmed = sentence.Trim();
        if (trimmed.ContainsAnyExcept(Marks))
        {
            sentences.Add(trimmed.ToString());
        }
    }
}
