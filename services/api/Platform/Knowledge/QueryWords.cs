using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Agentes.Platform.Knowledge;

/// <summary>The words of a customer's question that can tell one answer from another.</summary>
internal static partial class QueryWords
{
    /// <summary>More words than this make a search slower and no better.</summary>
    private const int MaxWords = 16;

    /// <summary>Beyond this a message is a story; its beginning is searched.</summary>
    private const int MaxCharacters = 1000;

    /// <summary>
    /// What says nothing about the subject, as people write it in a chat: articles, pronouns, question words, courtesy, abbreviations.
    /// PostgreSQL's own lists know books, not "vcs" and "pra".
    /// </summary>
    private static readonly FrozenSet<string> Empty = """
        a o e os as um uma uns umas de do da dos das no na nos nas em ao aos para pra pro pras pros por pelo pela com sem que q
        qual quais quanto quantos quanta quantas qto como quando quem se eu tu ele ela eles elas voce voces vc vcs me te lhe
        meu minha meus minhas seu sua seus suas esse essa este esta isso isto aqui la ai ja nao n sim ou mas mais muito ser eh foi
        estao to ta tao tem ter tinha ha tenho temos sao era vou vai vao ir fica ficar faz fazem fazer fiz dar posso pode podem
        poderia consigo quero queria gostaria preciso saber oi ola bom boa dia tarde noite favor obrigado obrigada ainda entao tambem
        so ate entre sobre perto agora depois
        the an of is are does did do i you we they it my your our can could would how what where when which who much many long
        if and or for with there have has need want get this please hi hello be will in on at
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Folded and distinct, in order. "15kg" is searched as one word and as the number in it.</summary>
    public static string[] Of(string text)
    {
        var words = new List<string>(MaxWords);
        foreach (Match token in Token().Matches(Fold(text)))
        {
            Add(words, token.Value);
            if (token.Groups["unit"].Length > 0)
            {
                Add(words, token.Groups["number"].Value);
            }

            if (words.Count >= MaxWords)
            {
                break;
            }
        }

        return [.. words];
    }

    private static void Add(List<string> words, string word)
    {
        if ((word.Length > 1 || char.IsAsciiDigit(word[0])) && !Empty.Contains(word) && !words.Contains(word))
        {
            words.Add(word);
        }
    }

    private static string Fold(string text)
    {
        var start = text.Length > MaxCharacters ? text[..MaxCharacters] : text;
        var folded = new StringBuilder(start.Length);
        foreach (var c in start.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    [GeneratedRegex("(?<number>[0-9]+(?:[.,][0-9]+)*)(?<unit>[a-z]*)|[a-z]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
