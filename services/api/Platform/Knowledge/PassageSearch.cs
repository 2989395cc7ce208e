using Agentes.Platform.Tenancy;

namespace Agentes.Platform.Knowledge;

/// <summary>
/// The database's half of <see cref="Retrieval"/>: which knowledge and products fit the words of a question, and how well.
/// </summary>
/// <remarks>
/// <para>It runs as its owner because no index on text can serve a query under row-level security (the operators of full-text and
/// trigram search are not leakproof, so PostgreSQL would read every row of the organization first). It takes the organization
/// from the transaction's setting alone, and gives out ids: the rows themselves are read under row-level security.</para>
/// <para>The score is the share of the question that a row covers: each word counts by its rarity in the organization, and by
/// where it stands (title, tags, text). A word that full text does not find anywhere is taken for a typo and matched by trigrams.
/// Passages in another language than the question count less.</para>
/// </remarks>
internal static class PassageSearch
{
    /// <summary>Created with the schema; a change here needs a migration that creates it again.</summary>
    public const string Function =
        $"""
        CREATE OR REPLACE FUNCTION search_passages(
          asked_words text[], asked_language text, asked_tags text[], documents int,
          want_knowledge boolean, want_products boolean, size int)
        RETURNS TABLE(kind text, id uuid, score float8) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
        SET search_path = public, extensions, pg_catalog SET pg_trgm.word_similarity_threshold = 0.5
        AS $$
        DECLARE
          own uuid := nullif(current_setting('{RowSecurity.Setting}', true), '')::uuid;
          weights float4[] := ARRAY[0.1, 0.45, 0.8, 1];
          single float8 := 1.645; -- ts_rank gives pi^2/6 times less than the weight for one occurrence
        BEGIN
          RETURN QUERY
          WITH asked AS (
            SELECT u.n, u.word, plainto_tsquery('portuguese_folded', u.word) || plainto_tsquery('english_folded', u.word) AS query
            FROM unnest(asked_words) WITH ORDINALITY AS u(word, n)
          ), exact AS MATERIALIZED (
            SELECT a.n, 'knowledge' AS kind, m.id, m.language, least(1, single * ts_rank(weights, m.search, a.query)) AS hit
            FROM asked a, LATERAL (
              SELECT k.id, k.language, k.search FROM knowledge_entries k
              WHERE want_knowledge AND k.organization_id = own AND k.search @@ a.query AND k.deleted_at IS NULL
                AND (cardinality(asked_tags) = 0 OR k.tags && asked_tags) LIMIT 1000) m
            UNION ALL
            SELECT a.n, 'product', m.id, NULL, least(1, single * ts_rank(weights, m.search, a.query))
            FROM asked a, LATERAL (
              SELECT p.id, p.search FROM products p
              WHERE want_products AND p.organization_id = own AND p.search @@ a.query AND p.deleted_at IS NULL LIMIT 1000) m
          ), unknown AS (
            SELECT a.n, a.word FROM asked a WHERE length(a.word) > 3 AND NOT EXISTS (SELECT FROM exact e WHERE e.n = a.n)
          ), fuzzy AS (
            SELECT u.n, 'knowledge' AS kind, m.id, m.language, 0.9 * m.likeness AS hit
            FROM unknown u, LATERAL (
              SELECT k.id, k.language, word_similarity(u.word, k.search_text)::float8 AS likeness FROM knowledge_entries k
              WHERE want_knowledge AND k.organization_id = own AND u.word <% k.search_text AND k.deleted_at IS NULL
                AND (cardinality(asked_tags) = 0 OR k.tags && asked_tags) LIMIT 200) m
            UNION ALL
            SELECT u.n, 'product', m.id, NULL, 0.9 * m.likeness
            FROM unknown u, LATERAL (
              SELECT p.id, word_similarity(u.word, p.search_text)::float8 AS likeness FROM products p
              WHERE want_products AND p.organization_id = own AND u.word <% p.search_text AND p.deleted_at IS NULL LIMIT 200) m
          ), hits AS (
            SELECT * FROM exact UNION ALL SELECT * FROM fuzzy
          ), found AS (
            SELECT a.n, count(h.id) AS times, greatest(documents, count(h.id))::float8 AS among
            FROM asked a LEFT JOIN hits h ON h.n = a.n GROUP BY a.n
          ), worth AS (
            SELECT f.n, CASE WHEN f.times = 0 THEN 0.4 ELSE ln(1 + f.among / f.times) / ln(1 + f.among) END AS weight FROM found f
          )
          SELECT h.kind, h.id,
            sum(h.hit * w.weight) / (SELECT sum(weight) FROM worth) * CASE WHEN h.language <> asked_language THEN 0.6 ELSE 1 END AS score
          FROM hits h JOIN worth w USING (n)
          GROUP BY h.kind, h.id, h.language
          ORDER BY score DESC, h.id DESC
          LIMIT size;
        END $$;
        REVOKE ALL ON FUNCTION search_passages FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION search_passages TO {RowSecurity.Role};
        """;

    /// <summary>The passages themselves, under row-level security. Parameters as the function's.</summary>
    public const string Query =
        """
        SELECT s.kind, s.id, s.score, coalesce(k.title, p.name), coalesce(k.content, p.description, ''), k.language,
          p.sku, p.price, p.currency, p.stock, p.url
        FROM search_passages($1, $2, $3, $4, $5, $6, $7) s
        LEFT JOIN knowledge_entries k ON s.kind = 'knowledge' AND k.id = s.id
        LEFT JOIN products p ON s.kind = 'product' AND p.id = s.id
        WHERE k.id IS NOT NULL OR p.id IS NOT NULL
        ORDER BY s.score DESC, s.id DESC
        """;

    /// <summary>How much there is to search: nothing at all spares the search, and rarity is measured against it.</summary>
    public const string Count =
        """
        SELECT (SELECT count(*) FROM knowledge_entries WHERE deleted_at IS NULL)::int,
          (SELECT count(*) FROM products WHERE deleted_at IS NULL)::int
        """;
}
