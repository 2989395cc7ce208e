using System.Text.Json;
using System.Text.Json.Nodes;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Agentes.Platform.Imports;

/// <summary>The rows of an import, sent as text/csv or as a JSON array.</summary>
internal static class ImportBody
{
    private const int MaxBytes = 5 * 1024 * 1024;

    private const string Csv = "text/csv";

    /// <summary>Says what an import route takes, and lets it take more than other routes.</summary>
    public static RouteHandlerBuilder TakesImport<T>(this RouteHandlerBuilder route) =>
        route.Accepts<T[]>("application/json", Csv).WithMetadata(new RequestSizeLimitAttribute(MaxBytes));

    /// <exception cref="UnreadableImport">The file as a whole cannot be read.</exception>
    public static async Task<List<JsonNode?>> ReadAsync(
        HttpRequest request, ImportColumns columns, bool commaIsDecimal, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return request.ContentType?.StartsWith(Csv, StringComparison.OrdinalIgnoreCase) == true
            ? CsvRows.Read(body.ToArray(), columns, commaIsDecimal)
            : ReadJson(body.ToArray());
    }

    private static List<JsonNode?> ReadJson(byte[] body)
    {
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = StrictJson.Options.MaxDepth };
        if (JsonNode.Parse(body, documentOptions: options) is not JsonArray rows)
        {
            throw new UnreadableImport("invalid_json", "Send a JSON array with one object for each row.");
        }

        UnreadableImport.ThrowIfTooMany(rows.Count);
        return [.. rows];
    }
}
