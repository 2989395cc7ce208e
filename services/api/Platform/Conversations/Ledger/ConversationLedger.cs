using Agentes.Platform.Tenancy;
using Npgsql;
using NpgsqlTypes;

namespace Agentes.Platform.Conversations.Ledger;

/// <summary>
/// The statements of a message's way, one file each: accept, load, commit, fail. Hand-written because PostgreSQL itself decides in them
/// what may happen, for many conversations in one round trip; see docs/decisions/0005-group-commit.md.
/// </summary>
public sealed partial class ConversationLedger
{
    /// <summary>
    /// Each of these statements has one right plan, by the keys it is given. On tables that are still empty the planner thinks that reading
    /// them whole is as good, and on a parameter it has not seen that planning again is; both get a hundred times dearer with the tables.
    /// </summary>
    private const string PlanSql =
        """
        SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
            set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
        """;

    /// <summary>For a group, which holds up whoever comes after it: what it cannot lock soon is left to each of its members.</summary>
    private const string ImpatientPlanSql = PlanSql + ", set_config('lock_timeout', '250ms', true)";

    private readonly TenantDatabase _database;
    private readonly GroupCommit<MessageToAccept, AcceptedMessage?> _accepting;
    private readonly GroupCommit<ReplyToCommit, int?> _committing;

    public ConversationLedger(TenantDatabase database)
    {
        _database = database;
        _accepting = new(AcceptGroupAsync);
        _committing = new(CommitGroupAsync);
    }

    private static NpgsqlBatchCommand Command(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static void Add<T>(NpgsqlBatchCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    /// <summary>One column of a group's rows.</summary>
    private static void AddColumn<TItem, T>(
        NpgsqlBatchCommand command, ReadOnlySpan<TItem> items, Func<TItem, T> value, NpgsqlDbType? elementType = null)
    {
        var column = new T[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            column[i] = value(items[i]);
        }

        var parameter = new NpgsqlParameter<T[]> { TypedValue = column };
        if (elementType is { } type)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | type;
        }

        command.Parameters.Add(parameter);
    }

    /// <summary>Runs the batch and moves past the result of its preamble.</summary>
    private static async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return reader;
    }

    /// <summary>Runs a statement once for each organization of a sorted group, all in one transaction, and hands on the rows it returns.</summary>
    /// <param name="addColumns">Adds the columns of one organization's items to its command.</param>
    private async Task WriteGroupAsync<TItem>(
        IReadOnlyList<TItem> group, string sql, AddColumns<TItem> addColumns, Action<NpgsqlDataReader> read)
        where TItem : IConversationWrite
    {
        await using var batch = _database.CreateBatchOfMany();
        Command(batch, group.Count == 1 ? PlanSql : ImpatientPlanSql);
        var organizations = 0;
        foreach (var items in group.GroupBy(item => item.OrganizationId))
        {
            batch.BatchCommands.Add(RowSecurity.Preamble(items.Key));
            addColumns(Command(batch, sql), [.. items]);
            organizations++;
        }

        await using var rows = await batch.ExecuteReaderAsync();
        for (; organizations > 0; organizations--)
        {
            await rows.NextResultAsync();
            await rows.NextResultAsync();
            while (await rows.ReadAsync())
            {
                read(rows);
            }
        }
    }

    private delegate void AddColumns<TItem>(NpgsqlBatchCommand command, ReadOnlySpan<TItem> items);
}
