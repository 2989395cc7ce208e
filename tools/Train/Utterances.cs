using Agentes.Routing;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>The written utterances, in an order that does not depend on the file system.</summary>
internal static class Utterances
{
    private const string Header = "intent\tdomain\tstyle\ttext";

    /// <param name="folder">Holds one folder per language with one <c>.tsv</c> file per author.</param>
    /// <exception cref="FormatException">A file breaks the form that the datasheet describes.</exception>
    public static List<LabelledText> Read(string folder)
    {
        var rows = new List<LabelledText>();
        foreach (var (language, tag) in (IEnumerable<(string, string)>)[("en", "en"), ("pt", "pt-BR")])
        {
            var files = Directory.GetFiles(Path.Combine(folder, language), "*.tsv");
            foreach (var file in files.OrderBy(Path.GetFileName, StringComparer.Ordinal))
            {
                rows.AddRange(ReadBatch(File.ReadAllLines(file), $"{language}/{Path.GetFileNameWithoutExtension(file)}", tag));
            }
        }

        return rows;
    }

    internal static IEnumerable<LabelledText> ReadBatch(IReadOnlyList<string> lines, string source, string language)
    {
        Require(lines.Count > 2 && lines[0].StartsWith("# author: ", StringComparison.Ordinal), source, 1, "the first line names the author");
        Require(lines[1] == Header, source, 2, $"the second line is '{Header}'");
        for (var i = 2; i < lines.Count; i++)
        {
            var columns = lines[i].Split('\t');
            Require(columns.Length == 4 && columns[3].Length > 0, source, i + 1, "a line has four columns");
            Require(IntentNames.TryParse(columns[0], out var intent), source, i + 1, $"'{columns[0]}' is no intent");
            yield return new LabelledText(columns[3].Replace("\\n", "\n", StringComparison.Ordinal), intent, language, source);
        }
    }

    private static void Require(bool condition, string source, int line, string rule)
    {
        if (!condition)
        {
            throw new FormatException($"{source}, line {line}: {rule}.");
        }
    }
}
