using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Agentes.Platform.Caching;
using Agentes.Platform.Tenancy;
using Npgsql;

namespace Agentes.Platform.Knowledge;

/// <summary>Finds what an organization knows about a customer's question: in its knowledge and in its products.</summary>
public sealed class Retrieval(OrganizationCache cache, TenantDatabase database)
{
    private const CacheArea Areas = CacheArea.Knowledge | CacheArea.Products;

    /// <summary>Longer questions are hardly asked twice; they are searched and not kept.</summary>
    private const int MaxKeptText = 300;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>The best passages, best first; none when nothing fits.</summary>
    /// <param name="language">pt-BR or en: knowledge in another one counts less. Null: all alike.</param>
    /// <param name="knowledgeTags">Only knowledge with one of these tags; empty: all of it. Products are not limited by them.</param>
    public Task<IReadOnlyList<RetrievedPassage>> FindAsync(
        Guid organizationId, string text, string? language, IReadOnlyList<string> knowledgeTags, int limit, CancellationToken ct) =>
        FindAsync(organizationId, new PassageQuery(text, language, [.. knowledgeTags], Knowledge: true, Products: true, limit), ct);

    internal async Task<IReadOnlyList<RetrievedPassage>> FindAsync(Guid organizationId, PassageQuery query, CancellationToken ct)
    {
        var words = QueryWords.Of(query.Text);
        var catalogue = words.Length == 0 ? null : await CountAsync(organizationId, ct);
        if (catalogue is null || (catalogue.Knowledge == 0 && catalogue.Products == 0))
        {
            return [];
        }

        return query.Text.Length > MaxKeptText
            ? await SearchAsync(organizationId, words, query, catalogue, ct)
            : await cache.GetOrLoadHereAsync<IReadOnlyList<RetrievedPassage>>(
                organizationId,
                Areas,
                Key(words, query),
                Kept,
                async token => await SearchAsync(organizationId, words, query, catalogue, token),
                ct) ?? [];
    }

    /// <summary>The words are hashed: keys show up in logs and in Redis, and what customers write belongs in neither.</summary>
    private static string Key(string[] words, PassageQuery query)
    {
        var asked = MemoryMarshal.AsBytes($"{string.Join(' ', words)}:{JsonSerializer.Serialize(query.Tags)}".AsSpan());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"passages:{query.Language}:{query.Knowledge}:{query.Products}:{query.Limit}:{Convert.ToHexString(SHA256.HashData(asked))}");
    }

    private async ValueTask<Catalogue?> CountAsync(Guid organizationId, CancellationToken ct) =>
        await cache.GetOrLoadAsync(organizationId, Areas, "catalogue", Kept, token => LoadCountAsync(organizationId, token), ct);

    private async Task<Catalogue?> LoadCountAsync(Guid organizationId, CancellationToken ct)
    {
        await using var batch = database.CreateBatch(organizationId);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PassageSearch.Count));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return new Catalogue(reader.GetInt32(0), reader.GetInt32(1));
    }

    private async Task<List<RetrievedPassage>> SearchAsync(
        Guid organizationId, string[] words, PassageQuery query, Catalogue catalogue, CancellationToken ct)
    {
        var search = new NpgsqlBatchCommand(PassageSearch.Query);
        search.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = words });
        search.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = query.Language });
        search.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = query.Tags });
        search.Parameters.Add(new NpgsqlParameter<int> { TypedValue = catalogue.Knowledge + catalogue.Products });
        search.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = query.Knowledge && catalogue.Knowledge > 0 });
        search.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = query.Products && catalogue.Products > 0 });
        search.Parameters.Add(new NpgsqlParameter<int> { TypedValue = query.Limit });
        await using var batch = database.CreateBatch(organizationId);
        batch.BatchCommands.Add(search);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var passages = new List<RetrievedPassage>();
        while (await reader.ReadAsync(ct))
        {
            passages.Add(Read(reader));
        }

        return passages;
    }

    private static RetrievedPassage Read(NpgsqlDataReader row)
    {
        var product = row.GetString(0) == "product"
            ? new ProductFacts(row.GetString(6), row.GetString(3), row.GetDecimal(7), row.GetString(8), Number(row, 9), Text(row, 10))
            : null;
        return new RetrievedPassage(
            product is null ? PassageKind.Knowledge : PassageKind.Product,
            row.GetGuid(1),
            row.GetString(3),
            row.GetString(4),
            Text(row, 5),
            Math.Clamp(row.GetDouble(2), 0, 1),
            product);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>How many rows of each kind there are to search.</summary>
    private sealed record Catalogue(int Knowledge, int Products);
}

/// <summary>What to search, and where.</summary>
internal sealed record PassageQuery(string Text, string? Language, string[] Tags, bool Knowledge, bool Products, int Limit);
