using System.IO.Compression;
using System.Text.Json;
using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>Reads JSON lines, gzipped or not.</summary>
public static class LabelledFile
{
    /// <summary>The lines of a file that are not blank.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        var gzipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using var content = gzipped ? (Stream)new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }

    /// <summary>Rows of <c>{text, intent, lang, source}</c>; other fields are ignored.</summary>
    /// <exception cref="FormatException">A line is not such an object; the message names the line and never its text.</exception>
    public static List<LabelledText> Read(string path)
    {
        var rows = new List<LabelledText>();
        foreach (var (index, line) in Lines(path).Index())
        {
            rows.Add(Parse(line) ?? throw new FormatException($"{Path.GetFileName(path)}, row {index + 1}: expected text, intent, lang, source."));
        }

        return rows;
    }

    private static LabelledText? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var text = Field(json.RootElement, "text");
            if (text is null || !IntentNames.TryParse(Field(json.RootElement, "intent"), out var intent))
            {
                return null;
            }

            var language = Field(json.RootElement, "lang") ?? "und";
            return new LabelledText(text, intent, language == "pt" ? "pt-BR" : language, Field(json.RootElement, "source") ?? "unknown");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Field(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;
}
