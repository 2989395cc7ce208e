namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Separates the questions of one message: "Qual o prazo e aceita pix?" asks two things.</summary>
internal static class Clauses
{
    private const int Most = 4;

    public static List<string> Split(string text, Lexicon lexicon)
    {
        var clauses = new List<string>();
        foreach (var sentence in Sentences.Split(text))
        {
            var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var from = 0;
            for (var i = 1; i < words.Length - 1; i++)
            {
                if (words[i] is "e" or "and" or "&" && lexicon.ClauseStart.Contains(Terms.Fold(words[i + 1])))
                {
                    clauses.Add(string.Join(' ', words[from..i]) + (sentence.EndsWith('?') ? "?" : ""));
                    from = i + 1;
                }
            }

            clauses.Add(string.Join(' ', words[from..]));
        }

        return clauses.Count <= Most ? clauses : [.. clauses.TakeLast(Most)];
    }
}
