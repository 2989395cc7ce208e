using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Imports;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Knowledge;

/// <summary>
/// Creates and updates knowledge by title and language from a file. The good rows are saved together, the bad ones reported.
/// </summary>
internal static class ImportKnowledge
{
    private static readonly ImportColumns Columns = new(
        new Dictionary<string, ColumnKind>(StringComparer.Ordinal)
        {
            ["title"] = ColumnKind.Text,
            ["content"] = ColumnKind.Text,
            ["category"] = ColumnKind.Text,
            ["language"] = ColumnKind.Text,
            ["tags"] = ColumnKind.List,
            ["source_url"] = ColumnKind.Text,
        },
        Required: ["title", "content"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["título"] = "title",
            ["titulo"] = "title",
            ["conteúdo"] = "content",
            ["conteudo"] = "content",
            ["categoria"] = "category",
            ["idioma"] = "language",
            ["etiquetas"] = "tags",
            ["fonte"] = "source_url",
        });

    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Handle(
        HttpRequest request, PlatformDb db, CurrentOrganization organization, TimeProvider clock, CancellationToken ct)
    {
        ImportRows<(string Title, string Language), KnowledgeFields> rows;
        try
        {
            var body = await ImportBody.ReadAsync(request, Columns, commaIsDecimal: true, ct);
            rows = ImportRows<(string Title, string Language), KnowledgeFields>.Check(
                body, Columns, "title", fields => (fields.Title, fields.Language ?? "pt-BR"));
        }
        catch (UnreadableImport unreadable)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, unreadable.Code, unreadable.Message);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ImportLock.TakeAsync(db, organization.Id, "knowledge", ct);
        var titles = rows.Good.Keys.Select(key => key.Title).Distinct(StringComparer.Ordinal).ToArray();
        var existing = (await db.Knowledge.Where(k => titles.Contains(k.Title)).OrderBy(k => k.Id).ToListAsync(ct))
            .GroupBy(k => (k.Title, k.Language)).ToDictionary(same => same.Key, same => same.First());
        var now = clock.GetUtcNow();
        var updated = 0;
        foreach (var (key, fields) in rows.Good)
        {
            if (existing.TryGetValue(key, out var entry))
            {
                entry.Apply(fields, now);
                updated++;
            }
            else
            {
                db.Knowledge.Add(new KnowledgeEntry(fields, now));
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new ImportReport(rows.Good.Count - updated, updated, rows.Failed, rows.Errors));
    }
}
