using Agentes.Platform.Tenancy;
using Npgsql;
using NpgsqlTypes;

namespace Agentes.Platform.Http;

/// <summary>Where the answers to idempotent requests are kept: one row for each key of an organization.</summary>
internal sealed class IdempotencyStore(TenantDatabase database, TimeProvider clock)
{
    /// <summary>A request that did not finish in this time died with its process; the next one with its key starts over.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(60);

    private const string Claim =
        """
        INSERT INTO idempotency_records AS r (organization_id, key, route, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (organization_id, key) DO UPDATE SET created_at = EXCLUDED.created_at
          WHERE r.status_code IS NULL AND r.created_at < $6 AND r.request_hash = EXCLUDED.request_hash
        RETURNING created_at
        """;

    private const string Find =
        "SELECT request_hash, status_code, location, body FROM idempotency_records WHERE organization_id = $1 AND key = $2";

    private const string Keep =
        """
        UPDATE idempotency_records SET status_code = $4, location = $5, body = $6
        WHERE organization_id = $1 AND key = $2 AND created_at = $3 AND status_code IS NULL
        """;

    private const string Free =
        "DELETE FROM idempotency_records WHERE organization_id = $1 AND key = $2 AND created_at = $3 AND status_code IS NULL";

    /// <summary>Claims the key, or says what came of it before. One round trip.</summary>
    public async Task<IdempotencyClaim> ClaimAsync(Guid owner, string key, string route, byte[] hash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = database.CreateBatch(owner);
        batch.BatchCommands.Add(Command(Claim, owner, key, Of(route), Of(hash), Of(now), Of(now - Abandoned)));
        batch.BatchCommands.Add(Command(Find, owner, key));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (await reader.ReadAsync(ct))
        {
            return new IdempotencyClaim(reader.GetFieldValue<DateTimeOffset>(0), SameRequest: true, Answer: null);
        }

        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            // Freed between the two statements: as good as still in progress, the caller comes back.
            return new IdempotencyClaim(ClaimedAt: null, SameRequest: true, Answer: null);
        }

        var answer = reader.IsDBNull(1)
            ? null
            : new StoredAnswer(reader.GetInt32(1), reader[2] as string, reader[3] as byte[]);
        return new IdempotencyClaim(ClaimedAt: null, reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(hash), answer);
    }

    public Task KeepAsync(Guid owner, string key, DateTimeOffset claimedAt, StoredAnswer answer) => ExecuteAsync(
        owner,
        Command(
            Keep,
            owner,
            key,
            Of(claimedAt),
            Of(answer.Status),
            Of(answer.Location, NpgsqlDbType.Varchar),
            Of(answer.Body, NpgsqlDbType.Bytea)));

    public Task FreeAsync(Guid owner, string key, DateTimeOffset claimedAt) =>
        ExecuteAsync(owner, Command(Free, owner, key, Of(claimedAt)));

    /// <summary>Not cancelled with the request: whoever sent it will ask again, and must find out what came of it.</summary>
    private async Task ExecuteAsync(Guid owner, NpgsqlBatchCommand command)
    {
        await using var batch = database.CreateBatch(owner);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static NpgsqlBatchCommand Command(string sql, Guid owner, string key, params ReadOnlySpan<NpgsqlParameter> more)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(Of(owner));
        command.Parameters.Add(Of(key));
        foreach (var parameter in more)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value)
        where T : notnull => new() { TypedValue = value };

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <summary>What became of a key that a request brought.</summary>
/// <param name="ClaimedAt">When this request claimed it; null when another one has it.</param>
/// <param name="SameRequest">Whether that other one was the same request.</param>
/// <param name="Answer">What that other one was answered; null while it is in progress.</param>
internal sealed record IdempotencyClaim(DateTimeOffset? ClaimedAt, bool SameRequest, StoredAnswer? Answer);

/// <param name="Body">Null when the answer was shown once and is not kept.</param>
internal sealed record StoredAnswer(int Status, string? Location, byte[]? Body);
