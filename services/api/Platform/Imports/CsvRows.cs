using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;

namespace Agentes.Platform.Imports;

/// <summary>Reads a spreadsheet's CSV into rows like those of a JSON import. Separator comma, semicolon or tab, as found.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Format = new() { TrimWhitespace = true };

    /// <exception cref="UnreadableImport">A header is unknown or missing, or there are too many rows.</exception>
    public static List<JsonNode?> Read(byte[] body, ImportColumns columns, bool commaIsDecimal)
    {
        using var csv = CsvReader.FromText(Decode(body), Format);
        var members = Members([.. csv.Headers], columns);
        var rows = new List<JsonNode?>();
        while (csv.Read())
        {
            UnreadableImport.ThrowIfTooMany(rows.Count + 1);
            rows.Add(Row(csv, members, columns, commaIsDecimal));
        }

        return rows;
    }

    private static string Decode(byte[] body)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableImport("invalid_encoding", "The file is not UTF-8; save it as \"CSV UTF-8\".");
        }
    }

    private static string[] Members(string[] headers, ImportColumns columns)
    {
        var members = Array.ConvertAll(headers, header => Member(header, columns));
        var unknown = members.Index().Where(m => !columns.Kinds.ContainsKey(m.Item)).Select(m => headers[m.Index]).FirstOrDefault();
        if (unknown is not null)
        {
            throw new UnreadableImport("unknown_column", $"There is no column '{unknown}'; take {string.Join(", ", columns.Kinds.Keys)}.");
        }

        var missing = columns.Required.FirstOrDefault(required => !members.Contains(required));
        return missing is null && members.Distinct(StringComparer.Ordinal).Count() == members.Length
            ? members
            : throw new UnreadableImport(
                "missing_column", $"The first line must name each column once, among them {string.Join(", ", columns.Required)}.");
    }

    private static string Member(string header, ImportColumns columns)
    {
        var name = header.Trim().ToLowerInvariant().Replace(' ', '_');
        return columns.Aliases.GetValueOrDefault(name, name);
    }

    private static JsonObject? Row(CsvReader csv, string[] members, ImportColumns columns, bool commaIsDecimal)
    {
        if (csv.FieldCount > members.Length)
        {
            // A separator inside a value that was not quoted: nobody can say which cell is which.
            return null;
        }

        var row = new JsonObject();
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (csv.GetString(i) is { Length: > 0 } cell)
            {
                row[members[i]] = Value(cell, columns.Kinds[members[i]], commaIsDecimal);
            }
        }

        return row;
    }

    /// <summary>A cell that is not of its kind stays text, and fails the row's check with the column's name.</summary>
    private static JsonNode Value(string cell, ColumnKind kind, bool commaIsDecimal) => kind switch
    {
        ColumnKind.Amount when Amounts.TryParse(cell, commaIsDecimal, out var amount) => amount,
        ColumnKind.Count when int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) => count,
        ColumnKind.List => new JsonArray([.. Words(cell).Select(word => (JsonNode)word)]),
        _ => cell,
    };

    private static string[] Words(string cell) =>
        cell.Split(['|', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
