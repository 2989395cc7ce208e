using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Imports;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Products;

/// <summary>Creates and updates products by SKU from a file. The good rows are saved together, the bad ones reported.</summary>
internal static class ImportProducts
{
    private static readonly ImportColumns Columns = new(
        new Dictionary<string, ColumnKind>(StringComparer.Ordinal)
        {
            ["sku"] = ColumnKind.Text,
            ["name"] = ColumnKind.Text,
            ["description"] = ColumnKind.Text,
            ["category"] = ColumnKind.Text,
            ["price"] = ColumnKind.Amount,
            ["currency"] = ColumnKind.Text,
            ["stock"] = ColumnKind.Count,
            ["url"] = ColumnKind.Text,
            ["tags"] = ColumnKind.List,
        },
        Required: ["sku", "name", "price"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["código"] = "sku",
            ["codigo"] = "sku",
            ["nome"] = "name",
            ["descrição"] = "description",
            ["descricao"] = "description",
            ["categoria"] = "category",
            ["preço"] = "price",
            ["preco"] = "price",
            ["moeda"] = "currency",
            ["estoque"] = "stock",
            ["etiquetas"] = "tags",
        });

    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Handle(
        HttpRequest request,
        PlatformDb db,
        CurrentOrganization organization,
        OrganizationDirectory organizations,
        TimeProvider clock,
        CancellationToken ct)
    {
        var defaults = await organizations.FindAsync(organization.Id, ct);
        ImportRows<string, ProductFields> rows;
        try
        {
            var body = await ImportBody.ReadAsync(request, Columns, commaIsDecimal: defaults.UsesDecimalComma, ct);
            rows = ImportRows<string, ProductFields>.Check(body, Columns, "sku", fields => fields.Sku);
        }
        catch (UnreadableImport unreadable)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, unreadable.Code, unreadable.Message);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ImportLock.TakeAsync(db, organization.Id, "products", ct);
        var skus = rows.Good.Keys.ToArray();
        var existing = await db.Products.Where(p => skus.Contains(p.Sku)).ToDictionaryAsync(p => p.Sku, StringComparer.Ordinal, ct);
        var now = clock.GetUtcNow();
        foreach (var (sku, fields) in rows.Good)
        {
            if (existing.TryGetValue(sku, out var product))
            {
                product.Apply(fields with { Currency = fields.Currency ?? product.Currency }, now);
            }
            else
            {
                db.Products.Add(new Product(fields with { Currency = fields.Currency ?? defaults.Currency }, now));
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new ImportReport(rows.Good.Count - existing.Count, existing.Count, rows.Failed, rows.Errors));
    }
}
