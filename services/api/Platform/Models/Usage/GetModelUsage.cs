using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Agentes.Platform.Models.Usage;

/// <summary>What was spent, over time and by whom or what. The dearest are told one by one, the others together.</summary>
public static class GetModelUsage
{
    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(32);
    private static readonly TimeSpan LongestByDay = TimeSpan.FromDays(400);

    /// <summary>The usage of one period.</summary>
    /// <param name="Total">The whole period.</param>
    /// <param name="Previous">The period of the same length that ended where this one begins.</param>
    public sealed record Response(
        DateTimeOffset From, DateTimeOffset To, UsageBucket Bucket, UsageBy By, IReadOnlyList<Row> Data, UsageTotal Total, UsageTotal Previous);

    /// <summary>One bucket of one subject.</summary>
    /// <param name="Start">When the bucket begins.</param>
    /// <param name="Subject">Id or name of what the calls have in common; null for calls without one, and for the rest.</param>
    /// <param name="SubjectName">What the key is called, when keys are told apart.</param>
    /// <param name="IsRest">All that are not told one by one.</param>
    /// <param name="Failed">Calls that did not end with a whole reply.</param>
    /// <param name="CostUsd">US dollars of the calls whose price is known.</param>
    /// <param name="Unpriced">Calls whose price is unknown.</param>
    /// <param name="CacheHits">Calls that the platform's own cache answered.</param>
    public sealed record Row(
        DateTimeOffset Start,
        string? Subject,
        string? SubjectName,
        bool IsRest,
        long Calls,
        long Failed,
        long InputTokens,
        long OutputTokens,
        long CachedTokens,
        decimal CostUsd,
        long Unpriced,
        long CacheHits,
        decimal SavedUsd);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        DateTimeOffset? from,
        DateTimeOffset? to,
        Word<UsageBucket>? bucket,
        Word<UsageBy>? by,
        [Range(1, 100)] int? limit,
        CurrentOrganization organization,
        TenantDatabase database,
        TimeProvider clock,
        CancellationToken ct)
    {
        var unit = bucket?.Value ?? UsageBucket.Day;
        var subject = by?.Value ?? UsageBy.Group;
        var end = (to ?? clock.GetUtcNow()).ToUniversalTime();
        var start = (from ?? end - TimeSpan.FromDays(unit is UsageBucket.Hour ? 1 : 30)).ToUniversalTime();
        if (start >= end)
        {
            return Problem.Invalid("/from", "invalid", "The period has to begin before its end.");
        }

        if (end - start > (unit is UsageBucket.Hour ? LongestByHour : LongestByDay))
        {
            return Problem.Invalid("/from", "too_long", "A period may have 32 days by hour, or 400 days by day.");
        }

        await using var batch = database.CreateBatch(organization.Id);
        batch.BatchCommands.Add(UsageTotal.Query(organization.Id, start, end));
        batch.BatchCommands.Add(Query(organization.Id, start, end, unit, subject, limit ?? 25));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var (total, previous) = await UsageTotal.ReadAsync(reader, ct);
        await reader.NextResultAsync(ct);
        var rows = new List<Row>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(Read(reader));
        }

        return TypedResults.Ok(new Response(start, end, unit, subject, rows, total, previous));
    }

    private static NpgsqlBatchCommand Query(
        Guid organizationId, DateTimeOffset start, DateTimeOffset end, UsageBucket unit, UsageBy subject, int limit)
    {
        // Both words come from enums of ours.
        var column = subject switch
        {
            UsageBy.Key => "key_id::text",
            UsageBy.Team => "team",
            UsageBy.Model => "nullif(model, '')",
            UsageBy.EndUser => "end_user_hash",
            _ => "model_group",
        };
        var name = subject is UsageBy.Key ? "(SELECT name FROM api_keys WHERE organization_id = $1 AND id = subject::uuid)" : "NULL";
        var command = new NpgsqlBatchCommand(
            $"""
            WITH parts AS (
              SELECT date_trunc('{(unit is UsageBucket.Hour ? "hour" : "day")}', created_at, 'UTC') AS start, {column} AS subject,
                count(*) AS calls, count(*) FILTER (WHERE status <> 'ok') AS failed, sum(input_tokens) AS input, sum(output_tokens) AS output,
                sum(cached_tokens) AS cached, coalesce(sum(cost_usd), 0) AS cost, count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced,
                count(*) FILTER (WHERE from_cache) AS hits, coalesce(sum(saved_usd), 0) AS saved
              FROM model_calls WHERE organization_id = $1 AND created_at >= $2 AND created_at < $3 GROUP BY 1, 2),
            told AS (SELECT subject FROM parts GROUP BY 1 ORDER BY sum(cost) DESC, sum(calls) DESC, 1 LIMIT $4),
            named AS (
              SELECT p.*, NOT EXISTS (SELECT FROM told t WHERE t.subject IS NOT DISTINCT FROM p.subject) AS is_rest FROM parts p)
            SELECT start, subject, {name}, is_rest, calls, failed, input, output, cached, cost, unpriced, hits, saved
            FROM (
              SELECT start, CASE WHEN NOT is_rest THEN subject END AS subject, is_rest, sum(calls)::bigint AS calls,
                sum(failed)::bigint AS failed, sum(input)::bigint AS input, sum(output)::bigint AS output, sum(cached)::bigint AS cached,
                sum(cost) AS cost, sum(unpriced)::bigint AS unpriced, sum(hits)::bigint AS hits, sum(saved) AS saved
              FROM named GROUP BY 1, 2, 3) AS rows
            ORDER BY start, is_rest, subject
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = end });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return command;
    }

    private static Row Read(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateTimeOffset>(0),
        reader.IsDBNull(1) ? null : reader.GetString(1),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        reader.GetBoolean(3),
        reader.GetInt64(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        ModelCallResponse.Trimmed(reader.GetDecimal(9)),
        reader.GetInt64(10),
        reader.GetInt64(11),
        ModelCallResponse.Trimmed(reader.GetDecimal(12)));
}
