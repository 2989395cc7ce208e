using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Agentes.Platform.Tests.Security;

/// <summary>
/// Attacks the tables themselves, as a bug in the program would: with the program's role and another organization's
/// setting.
/// </summary>
public sealed class RowSecurityTests(PlatformFixture platform)
{
    /// <summary>
    /// Where a key does not carry the organization: a receipt is inserted by the statement that inserts its message, under an id made
    /// for it, and one more index on the busiest table would be paid by every message.
    /// </summary>
    private static readonly string[] KeysWithoutOrganization = ["routing_analytics.message_id"];

    [Fact]
    public async Task Rows_of_another_organization_cannot_be_seen_changed_deleted_or_invented()
    {
        var (victim, attacker) = (await Tenant.CreateAsync(platform, answered: true), await Tenant.CreateAsync(platform, answered: true));
        await Task.WhenAll(UseIdempotencyKeyAsync(victim), UseIdempotencyKeyAsync(attacker));
        foreach (var table in OrganizationRows.Tables(platform))
        {
            await using (var session = await RoleSession.OpenAsync(platform, victim.Id))
            {
                (await session.ExecuteAsync(Touch(table), victim.Id))
                    .ShouldBeGreaterThan(0, $"control: {table.Name} has rows and they are the victim's to change");
                (await session.CountAsync(table, victim.Id)).ShouldBeGreaterThan(0, table.Name);
                (await session.StateOfAsync(Invent(table), victim.Id))
                    .ShouldNotBe(PostgresErrorCodes.InsufficientPrivilege, $"control: {table.Name}");
            }

            await using (var session = await RoleSession.OpenAsync(platform, attacker.Id))
            {
                (await session.CountAsync(table, victim.Id)).ShouldBe(0, table.Name);
                (await session.ExecuteAsync(Touch(table), victim.Id)).ShouldBe(0, table.Name);
                (await session.ExecuteAsync($"DELETE FROM {table.Name} WHERE {table.OwnerColumn} = $1", victim.Id)).ShouldBe(0, table.Name);
                (await session.StateOfAsync(Invent(table), victim.Id)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table.Name);
            }

            await using (var session = await RoleSession.OpenAsync(platform, attacker.Id))
            {
                // Giving one's own rows away would write into the other organization just as well.
                (await session.StateOfAsync($"UPDATE {table.Name} SET {table.OwnerColumn} = $1", victim.Id))
                    .ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table.Name);
            }
        }
    }

    [Fact]
    public async Task Without_a_setting_no_row_is_seen_or_written()
    {
        var victim = await Tenant.CreateAsync(platform);
        foreach (var table in OrganizationRows.Tables(platform))
        {
            await using var session = await RoleSession.OpenAsync(platform, organization: null);
            (await session.CountAsync(table, victim.Id)).ShouldBe(0, table.Name);
            (await session.ExecuteAsync(Touch(table), victim.Id)).ShouldBe(0, table.Name);
            (await session.StateOfAsync(Invent(table), victim.Id)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table.Name);
        }
    }

    [Fact]
    public async Task Every_table_of_an_organization_has_its_policy_and_the_role_reaches_no_other_table()
    {
        var owned = OrganizationRows.Tables(platform).Select(table => table.Name).Order(StringComparer.Ordinal).ToList();
        var guarded = await NamesAsync(
            """
            SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relrowsecurity AND p.polroles = ARRAY['agentes_app'::regrole::oid] AND p.polcmd = '*' AND p.polpermissive
              AND pg_get_expr(p.polqual, c.oid) LIKE '%app.organization_id%'
              AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%app.organization_id%'
            """);
        guarded.ShouldBe(owned);
        var reachable = await NamesAsync(
            """
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND has_schema_privilege('agentes_app', n.oid, 'USAGE')
              AND has_table_privilege('agentes_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
            """);
        reachable.ShouldBe(owned);
    }

    [Fact]
    public async Task The_role_cannot_log_in_go_around_policies_or_read_logins()
    {
        (await NamesAsync(
            """
            SELECT rolname::text FROM pg_roles WHERE rolname = 'agentes_app'
              AND NOT (rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
              AND NOT EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
              AND NOT EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
            """)).ShouldBe([RowSecurity.Role]);
        await using var session = await RoleSession.OpenAsync(platform, Guid.CreateVersion7());
        foreach (var table in await NamesAsync(
            "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'identity'::regnamespace AND relkind = 'r'"))
        {
            (await session.StateOfAsync($"SELECT count(*) FROM {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        }

        (await session.StateOfAsync("TRUNCATE messages")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await session.StateOfAsync("ALTER TABLE messages DISABLE ROW LEVEL SECURITY")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await session.StateOfAsync("SELECT count(*) FROM messages")).ShouldBe(RoleSession.Success, "control");
    }

    [Fact]
    public async Task No_row_can_point_at_a_row_of_another_organization()
    {
        var (victim, attacker) = (await Tenant.CreateAsync(platform, answered: true), await Tenant.CreateAsync(platform, answered: true));
        var keys = ForeignKeys().ToList();
        keys.Count.ShouldBeGreaterThan(7);
        foreach (var (key, table, column) in keys)
        {
            if (KeysWithoutOrganization.Contains($"{table}.{column}"))
            {
                continue;
            }

            key.Properties.ShouldContain(p => p.Name == nameof(IOwnedByOrganization.OrganizationId), $"{table}.{column}");
            var point = $"""
                UPDATE {table} SET {column} = (SELECT {column} FROM {table} WHERE organization_id = $1 AND {column} IS NOT NULL LIMIT 1)
                WHERE organization_id = $2
                """;
            (await OwnerAsync(point, attacker.Id, attacker.Id)).ShouldBe(RoleSession.Success, $"control: {table}.{column}");
            (await OwnerAsync(point, victim.Id, attacker.Id)).ShouldBe(PostgresErrorCodes.ForeignKeyViolation, $"{table}.{column}");
        }
    }

    /// <summary>Every reference from a row of an organization to another such row, with the column that names it.</summary>
    private IEnumerable<(IForeignKey Key, string Table, string Column)> ForeignKeys() =>
        from table in OrganizationRows.Tables(platform)
        from key in table.Type.GetForeignKeys()
        where typeof(IOwnedByOrganization).IsAssignableFrom(key.PrincipalEntityType.ClrType)
        from property in key.Properties
        where property.Name != nameof(IOwnedByOrganization.OrganizationId)
        select (key, table.Name, property.GetColumnName());

    private async Task<string> OwnerAsync(string sql, params Guid[] parameters)
    {
        await using var connection = await platform.Across.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return await RoleSession.StateOfAsync(connection, sql, parameters);
    }

    private async Task<List<string>> NamesAsync(string sql)
    {
        var names = new List<string>();
        await using var command = platform.Across.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        names.ShouldNotBeEmpty(sql);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static Task<HttpResponseMessage> UseIdempotencyKeyAsync(Tenant tenant)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{tenant.Ids["conversations"]}/close");
        request.Headers.Add("Idempotency-Key", "once");
        return tenant.Http.SendAsync(request);
    }

    private static string Touch(OwnedTable table) =>
        $"UPDATE {table.Name} SET {table.OwnerColumn} = {table.OwnerColumn} WHERE {table.OwnerColumn} = $1";

    /// <summary>
    /// A row of the other organization, made of nothing but its id: the policy is asked before any other rule of the table.
    /// </summary>
    private static string Invent(OwnedTable table) => $"INSERT INTO {table.Name} ({table.OwnerColumn}) VALUES ($1)";
}
