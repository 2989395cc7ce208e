namespace Agentes.Routing.Tests;

/// <summary>Sentences written for these tests, in Brazilian Portuguese and English, with the intent each must get.</summary>
internal static class LabelledSentences
{
    public static IReadOnlyList<(string Language, Intent Intent, string Text)> All { get; } =
        [.. Read("pt", "pt-BR"), .. Read("en", "en")];

    public static TheoryData<string, Intent, string> Rows()
    {
        var rows = new TheoryData<string, Intent, string>();
        foreach (var (language, intent, text) in All)
        {
            rows.Add(language, intent, text);
        }

        return rows;
    }

    private static IEnumerable<(string Language, Intent Intent, string Text)> Read(string resource, string language)
    {
        using var reader = new StreamReader(typeof(LabelledSentences).Assembly.GetManifestResourceStream(resource)!);
        var intent = default(Intent);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                intent = IntentNames.Parse(line.Trim('[', ']'));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                yield return (language, intent, line);
            }
        }
    }
}
