using System.Text.Json;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>A prompt with what two models made of it.</summary>
/// <param name="Weak">How good the weak model's answer was, 0..1.</param>
/// <param name="Strong">How good the strong model's answer was, 0..1.</param>
internal sealed record Outcome(string Prompt, double Weak, double Strong, string Domain)
{
    public double Gain => Strong - Weak;

    /// <summary>Rows of <c>{prompt, weak, strong, domain}</c>; scores above 1 are scaled by the largest of the file.</summary>
    /// <exception cref="FormatException">A line is not such an object; the message names the line and never its text.</exception>
    public static List<Outcome> Read(string path)
    {
        var rows = new List<Outcome>();
        foreach (var (index, line) in LabelledFile.Lines(path).Index())
        {
            rows.Add(Parse(line) ?? throw new FormatException($"{Path.GetFileName(path)}, row {index + 1}: expected prompt, weak, strong."));
        }

        var largest = rows.Select(row => Math.Max(row.Weak, row.Strong)).DefaultIfEmpty().Max();
        return largest <= 1 ? rows : [.. rows.Select(row => row with { Weak = row.Weak / largest, Strong = row.Strong / largest })];
    }

    private static Outcome? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            return Text(row, "prompt") is { } prompt && Number(row, "weak") is { } weak && Number(row, "strong") is { } strong
                ? new Outcome(prompt, weak, strong, Text(row, "domain") ?? "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;

    private static double? Number(JsonElement row, string name) =>
        !row.TryGetProperty(name, out var field) ? null : field.ValueKind switch
        {
            JsonValueKind.Number => field.GetDouble(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
}
