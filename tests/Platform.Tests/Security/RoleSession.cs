using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Npgsql;

namespace Agentes.Platform.Tests.Security;

/// <summary>A transaction as the program opens it for an organization, in which a test says what it likes. Nothing of it stays.</summary>
internal sealed class RoleSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    /// <summary>The SQLSTATE of a statement that worked.</summary>
    public const string Success = PostgresErrorCodes.SuccessfulCompletion;

    public static async Task<RoleSession> OpenAsync(PlatformFixture platform, Guid? organization)
    {
        var connection = await platform.Across.Database.OpenConnectionAsync();
        var session = new RoleSession(connection, await connection.BeginTransactionAsync());
        await session.RunAsync($"SET LOCAL ROLE {RowSecurity.Role}");
        if (organization is { } id)
        {
            await session.RunAsync($"SET LOCAL {RowSecurity.Setting} = '{id}'");
        }

        return session;
    }

    public async Task<int> ExecuteAsync(string sql, params Guid[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(OwnedTable table, Guid organization)
    {
        await using var command = Command(connection, $"SELECT count(*) FROM {table.Name} WHERE {table.OwnerColumn} = $1", organization);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the database says to the statement; the session goes on afterwards as if it had not been sent.</summary>
    public async Task<string> StateOfAsync(string sql, params Guid[] parameters)
    {
        await transaction.SaveAsync("attempt");
        var state = await StateOfAsync(connection, sql, parameters);
        await transaction.RollbackAsync("attempt");
        return state;
    }

    public static async Task<string> StateOfAsync(NpgsqlConnection connection, string sql, params Guid[] parameters)
    {
        try
        {
            await using var command = Command(connection, sql, parameters);
            await command.ExecuteNonQueryAsync();
            return Success;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params Guid[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = parameter });
        }

        return command;
    }
}
