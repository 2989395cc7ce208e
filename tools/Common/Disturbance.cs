using System.Globalization;
using System.Text;

namespace Agentes.Tools.Common;

/// <summary>Ways to write the same message otherwise, which change nothing of what is wanted.</summary>
public static class Disturbance
{
    private static readonly string[] ThanksInPortuguese = ["obrigado", "obrigada", "obg", "valeu", "muito obrigada", "desde já agradeço"];
    private static readonly string[] ThanksInEnglish = ["thanks", "thank you", "thx", "thanks a lot", "ty", "cheers"];
    private static readonly string[] HelloInPortuguese = ["oi", "olá", "bom dia", "boa tarde", "oi tudo bem?", "boa noite"];
    private static readonly string[] HelloInEnglish = ["hi", "hello", "hey", "good morning", "hi there", "hey there"];
    private static readonly string[] Emoji = ["🙏", "😊", "👍", "😅", "❤️", "🙂"];

    private const string StrangeLetters = "bdfgjkpqvwxyz";

    public static string LowerCase(string text) => text.ToLowerInvariant();

    public static string WithoutAccents(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    /// <summary>One slip for every ten characters: a letter left out, doubled, swapped with the next, or hit beside.</summary>
    public static string WithTypos(string text, Dice dice)
    {
        var result = new StringBuilder(text);
        for (var slips = Math.Max(1, text.Length / 10); slips > 0; slips--)
        {
            Slip(result, dice);
        }

        return result.ToString();
    }

    public static string WithThanks(string text, string language, Dice dice)
    {
        var thanks = IsPortuguese(language) ? ThanksInPortuguese : ThanksInEnglish;
        return text.TrimEnd() + (dice.Below(2) == 0 ? ", " : "\n") + thanks[dice.Below(thanks.Length)];
    }

    public static string WithGreeting(string text, string language, Dice dice)
    {
        var hello = IsPortuguese(language) ? HelloInPortuguese : HelloInEnglish;
        return hello[dice.Below(hello.Length)] + (dice.Below(2) == 0 ? ", " : "\n") + text;
    }

    public static string WithEmoji(string text, Dice dice) => text + " " + Emoji[dice.Below(Emoji.Length)];

    /// <summary>Puts invented words in the place of a share of the words: what a business talks about that nobody wrote of before.</summary>
    public static string WithStrangeWords(string text, double share, Dice dice)
    {
        var result = new StringBuilder(text);
        for (var start = 0; start < result.Length; start++)
        {
            var end = start;
            while (end < result.Length && char.IsLetter(result[end]))
            {
                end++;
            }

            if (end - start > 2 && dice.Unit() < share)
            {
                for (var i = start; i < end; i++)
                {
                    result[i] = StrangeLetters[dice.Below(StrangeLetters.Length)];
                }
            }

            start = Math.Max(start, end);
        }

        return result.ToString();
    }

    private static void Slip(StringBuilder text, Dice dice)
    {
        for (var attempts = 0; attempts < 20 && text.Length > 2; attempts++)
        {
            var at = 1 + dice.Below(text.Length - 2);
            if (!char.IsLetter(text[at]) || !char.IsLetter(text[at - 1]))
            {
                continue;
            }

            switch (dice.Below(4))
            {
                case 0:
                    text.Remove(at, 1);
                    return;
                case 1:
                    text.Insert(at, text[at]);
                    return;
                case 2:
                    (text[at], text[at - 1]) = (text[at - 1], text[at]);
                    return;
                default:
                    text[at] = (char)('a' + dice.Below(26));
                    return;
            }
        }
    }

    private static bool IsPortuguese(string language) => language.StartsWith("pt", StringComparison.OrdinalIgnoreCase);
}
