using System.Globalization;

namespace Agentes.Routing.Lexical;

/// <summary>
/// Reads the <c>.cues</c> files. <c>words.cues</c> holds groups (<c>@want = quero queria</c>) and abbreviations (<c>vc = voce</c>);
/// one file per intent holds cues: a line with name and weight, then indented lines of patterns separated by <c>|</c>.
/// A pattern is words with <c>entreg*</c> (beginning), <c>a/b</c> (either), <c>@want</c> (group), <c>um?</c> (optional),
/// <c>..</c> (up to three other words), <c>&lt;n&gt;</c> (number; also money, email, url, emoji),
/// <c>^</c> and <c>$</c> (ends of the clause).
/// </summary>
internal static class LexiconReader
{
    private const string WordsFile = "words";

    /// <exception cref="FormatException">A file breaks the grammar above; the line is named.</exception>
    public static Lexicon ReadEmbedded()
    {
        var builder = new LexiconBuilder();
        ReadWords(Lines(WordsFile), builder);
        foreach (var intent in Enum.GetValues<Intent>())
        {
            ReadCues(Lines(IntentNames.Of(intent)), intent, builder);
        }

        return builder.Build();
    }

    internal static void ReadWords(IEnumerable<string> lines, LexiconBuilder builder)
    {
        foreach (var line in lines.Where(HasContent))
        {
            var (left, right) = line.Split('=', StringSplitOptions.TrimEntries) is [var a, var b]
                ? (a, b)
                : throw new FormatException($"Expected 'words = word' in '{line}'.");
            if (left.StartsWith('@'))
            {
                builder.AddGroup(left, right.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                continue;
            }

            foreach (var abbreviation in left.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                builder.AddAbbreviation(abbreviation, right);
            }
        }
    }

    internal static void ReadCues(IEnumerable<string> lines, Intent intent, LexiconBuilder builder)
    {
        Cue? cue = null;
        foreach (var line in lines.Where(HasContent))
        {
            if (!char.IsWhiteSpace(line[0]))
            {
                cue = ReadHeader(line, intent, builder);
                continue;
            }

            foreach (var pattern in line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                builder.AddPattern(cue ?? throw new FormatException($"Pattern without a cue: '{line}'."), pattern);
            }
        }
    }

    private static Cue ReadHeader(string line, Intent intent, LexiconBuilder builder) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var weight]
            && double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? builder.AddCue(intent, name, value)
            : throw new FormatException($"Expected 'name weight' in '{line}'.");

    private static bool HasContent(string line) => !string.IsNullOrWhiteSpace(line) && line[0] != '#';

    private static List<string> Lines(string name)
    {
        using var stream = typeof(LexiconReader).Assembly.GetManifestResourceStream(name + ".cues")
            ?? throw new InvalidOperationException($"The cue file {name} is not embedded.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
