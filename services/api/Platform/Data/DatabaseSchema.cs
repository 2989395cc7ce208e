using System.Reflection;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Agentes.Platform.Data;

/// <summary>Brings a database to the state this program needs. Safe to run from several nodes at once, and cheap when nothing is to do.</summary>
public sealed class DatabaseSchema(AcrossOrganizations across)
{
    /// <summary>
    /// What the tables build on. Computed columns need immutable functions, and unaccent is not declared so: fold() pins its
    /// dictionary, which makes it one.
    /// </summary>
    private const string Prelude =
        $"""
        CREATE EXTENSION IF NOT EXISTS unaccent;
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE EXTENSION IF NOT EXISTS btree_gin;
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{RowSecurity.Role}') THEN
            CREATE ROLE {RowSecurity.Role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
          END IF;
          GRANT {RowSecurity.Role} TO CURRENT_USER;
          IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'portuguese_folded') THEN
            CREATE TEXT SEARCH CONFIGURATION portuguese_folded (COPY = portuguese);
            ALTER TEXT SEARCH CONFIGURATION portuguese_folded
              ALTER MAPPING FOR hword, hword_part, word WITH unaccent, portuguese_stem;
            CREATE TEXT SEARCH CONFIGURATION english_folded (COPY = english);
            ALTER TEXT SEARCH CONFIGURATION english_folded
              ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
          END IF;
        END $$;
        CREATE OR REPLACE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
          SET search_path = public, extensions, pg_catalog
          AS $$ SELECT lower(unaccent('unaccent', value)) $$;
        CREATE OR REPLACE FUNCTION words(value text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
          AS $$ SELECT coalesce(array_to_string(value, ' '), '') $$;
        CREATE OR REPLACE FUNCTION search_vector(language text, title text, keywords text, body text) RETURNS tsvector
          LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_catalog
          AS $$ SELECT CASE WHEN language = 'en'
            THEN setweight(to_tsvector('english_folded', title), 'A') || setweight(to_tsvector('english_folded', keywords), 'B')
              || setweight(to_tsvector('english_folded', body), 'C')
            ELSE setweight(to_tsvector('portuguese_folded', title), 'A') || setweight(to_tsvector('portuguese_folded', keywords), 'B')
              || setweight(to_tsvector('portuguese_folded', body), 'C') END $$;
        GRANT USAGE ON SCHEMA public TO {RowSecurity.Role};
        """;

    /// <summary>Any fixed number: two nodes that start together take turns.</summary>
    private const long SetupLock = 0x4147_454E_5445_5331;

    public async Task ApplyAsync(CancellationToken ct)
    {
        if (await IsCurrentAsync(ct))
        {
            return;
        }

        await using var db = across.CreateDb();
        await using var connection = await across.Database.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({SetupLock})", ct);
        try
        {
            await ExecuteAsync(connection, Prelude, ct);
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            await db.Database.MigrateAsync(ct);
            await ExecuteAsync(connection, RowPolicies(db), ct);
            await ExecuteAsync(connection, PassageSearch.Function, ct);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({SetupLock})", ct);
        }
    }

    /// <summary>Every table with an owner gets the same policy, read off the model, so that no new table can be forgotten.</summary>
    /// <remarks>
    /// IS NOT DISTINCT FROM cannot use an index, on purpose: on tables that were never analyzed the planner would take any index that starts
    /// with the organization, and read all of its rows to find one. Queries name the organization themselves where they list.
    /// </remarks>
    internal static string RowPolicies(PlatformDb db) => string.Join('\n', db.Model.GetEntityTypes()
        .Where(type => typeof(IOwnedByOrganization).IsAssignableFrom(type.ClrType) || type.ClrType == typeof(Organization))
        .Select(type => (Table: type.GetTableName()!, Column: type.ClrType == typeof(Organization) ? "id" : "organization_id"))
        .Distinct()
        .Select(owned =>
            $"""
            ALTER TABLE {owned.Table} ENABLE ROW LEVEL SECURITY;
            DROP POLICY IF EXISTS own_organization ON {owned.Table};
            CREATE POLICY own_organization ON {owned.Table} TO {RowSecurity.Role}
              USING ({owned.Column} IS NOT DISTINCT FROM nullif(current_setting('{RowSecurity.Setting}', true), '')::uuid)
              WITH CHECK ({owned.Column} = nullif(current_setting('{RowSecurity.Setting}', true), '')::uuid);
            GRANT SELECT, INSERT, UPDATE, DELETE ON {owned.Table} TO {RowSecurity.Role};
            """));

    /// <summary>Builds Entity Framework's model, which the first query would wait for otherwise.</summary>
    public void LoadModel()
    {
        using var db = across.CreateDb();
        _ = db.Model;
    }

    /// <summary>Asked without Entity Framework: building its model takes longer than all the rest of a start.</summary>
    private async Task<bool> IsCurrentAsync(CancellationToken ct)
    {
        var known = typeof(DatabaseSchema).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Migration)))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id);
        try
        {
            await using var command = across.Database.CreateCommand(
                "SELECT $1 <@ array_agg(migration_id::text) AND to_regproc('search_passages') IS NOT NULL FROM public.migrations");
            command.Parameters.AddWithValue(known.ToArray());
            return await command.ExecuteScalarAsync(ct) is true;
        }
        catch (PostgresException empty) when (empty.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
