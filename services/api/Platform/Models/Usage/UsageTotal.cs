using Npgsql;

namespace Agentes.Platform.Models.Usage;

/// <summary>What all calls of a period took together.</summary>
/// <param name="Failed">Calls that did not end with a whole reply.</param>
/// <param name="CostUsd">US dollars of the calls whose price is known.</param>
/// <param name="Unpriced">Calls whose price is unknown.</param>
/// <param name="SavedUsd">US dollars that the platform's own cache saved.</param>
public sealed record UsageTotal(long Calls, long Failed, long InputTokens, long OutputTokens, decimal CostUsd, long Unpriced, decimal SavedUsd)
{
    private static readonly UsageTotal Nothing = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Asks for two periods: the one that is meant, and the one of the same length before it.</summary>
    internal static NpgsqlBatchCommand Query(Guid organizationId, DateTimeOffset start, DateTimeOffset end)
    {
        var command = new NpgsqlBatchCommand(
            """
            SELECT created_at >= $2, count(*), count(*) FILTER (WHERE status <> 'ok'), sum(input_tokens)::bigint, sum(output_tokens)::bigint,
              coalesce(sum(cost_usd), 0), count(*) FILTER (WHERE cost_usd IS NULL), coalesce(sum(saved_usd), 0)
            FROM model_calls WHERE organization_id = $1 AND created_at >= $4 AND created_at < $3 GROUP BY 1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = end });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start - (end - start) });
        return command;
    }

    internal static async Task<(UsageTotal Total, UsageTotal Previous)> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var (total, previous) = (Nothing, Nothing);
        while (await reader.ReadAsync(ct))
        {
            var row = new UsageTotal(
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt64(4),
                ModelCallResponse.Trimmed(reader.GetDecimal(5)),
                reader.GetInt64(6),
                ModelCallResponse.Trimmed(reader.GetDecimal(7)));
            (total, previous) = reader.GetBoolean(0) ? (row, previous) : (total, row);
        }

        return (total, previous);
    }
}
