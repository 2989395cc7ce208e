using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>What one customer says, turn by turn; a turn has several texts when nobody answered in between.</summary>
internal sealed record Dialogue(string Id, IReadOnlyList<IReadOnlyList<string>> Turns);

/// <summary>Dialogues as JSON lines, gzipped or not: <c>{id, lang, turns:[{role, text}]}</c>.</summary>
internal sealed class DialogueFile
{
    /// <summary>The longest text that the platform accepts in one message, in UTF-16 characters.</summary>
    private const int LongestText = 4000;

    public List<Dialogue> Dialogues { get; } = [];

    public int Truncated { get; private set; }

    public int SkippedEmpty { get; private set; }

    /// <exception cref="UsageException">The file is missing or a line is not a dialogue.</exception>
    public static DialogueFile Read(string path, int limit)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"no such file: {path}");
        }

        using var reader = new StreamReader(Open(path), Encoding.UTF8);
        var file = new DialogueFile();
        for (var number = 1; file.Dialogues.Count < limit && reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                file.Add(Parse(line, path, number));
            }
        }

        return file;
    }

    // The first two bytes tell a gzip file, whatever its name ends in.
    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        var gzipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Line Parse(string json, string path, int number)
    {
        try
        {
            var line = JsonSerializer.Deserialize<Line>(json, Wire.Json);
            return line is { Id: not null, Turns: not null } ? line : throw new JsonException("id or turns is missing");
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"{path}:{number}: not a dialogue: {wrong.Message}");
        }
    }

    private void Add(Line line)
    {
        List<IReadOnlyList<string>> turns = [];
        List<string> open = [];
        foreach (var said in line.Turns!)
        {
            if (said.Role == "customer")
            {
                Take(open, said.Text);
            }
            else if (open.Count > 0)
            {
                turns.Add(open);
                open = [];
            }
        }

        if (open.Count > 0)
        {
            turns.Add(open);
        }

        Dialogues.Add(new Dialogue(line.Id!, turns));
    }

    private void Take(List<string> turn, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            SkippedEmpty++;
            return;
        }

        if (text.Length > LongestText)
        {
            Truncated++;
            // A cut between the halves of a surrogate pair would be invalid text.
            text = text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
        }

        turn.Add(text);
    }

    private sealed record Line(string? Id, IReadOnlyList<Said>? Turns);

    private sealed record Said(string? Role, string? Text);
}
