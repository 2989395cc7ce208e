using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Agentes.Platform.Tenancy;

/// <summary>Puts every statement of Entity Framework under row-level security for the current organization.</summary>
/// <remarks>
/// In a transaction the settings are made once, when it starts. A lone statement carries them in front of itself: sent in one
/// round trip and, by PostgreSQL's rule for a pipeline, in one implicit transaction with the statement they guard.
/// </remarks>
internal sealed class OrganizationInterceptor(CurrentOrganization organization) : DbCommandInterceptor, IDbTransactionInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        GuardLoneStatement(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        GuardLoneStatement(command);
        return ValueTask.FromResult(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsGuarded(command))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsGuarded(command))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        GuardLoneStatement(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        GuardLoneStatement(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        throw new NotSupportedException("A scalar statement cannot carry the tenant settings; use a query.");

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A scalar statement cannot carry the tenant settings; use a query.");

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var settings = Settings(connection, result);
        settings.ExecuteNonQuery();
        return result;
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var settings = Settings(connection, result);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    private static bool IsGuarded(DbCommand command) => command.Parameters.Contains(RowSecurity.OrganizationParameter);

    private void GuardLoneStatement(DbCommand command)
    {
        if (command.Transaction is not null)
        {
            return;
        }

        command.CommandText = RowSecurity.NamedPreamble + command.CommandText;
        command.Parameters.Add(OrganizationParameter());
    }

    private DbCommand Settings(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = RowSecurity.NamedPreamble;
        command.Parameters.Add(OrganizationParameter());
        return command;
    }

    private NpgsqlParameter<string> OrganizationParameter() =>
        new(RowSecurity.OrganizationParameter, organization.Id.ToString());
}
