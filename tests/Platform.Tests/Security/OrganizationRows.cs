using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Agentes.Platform.Tests.Security;

/// <summary>A table whose rows belong to organizations, and the column that says to which.</summary>
public sealed record OwnedTable(string Name, string OwnerColumn, IEntityType Type);

/// <summary>Looks behind the API: everything that is stored for an organization, whoever stored it.</summary>
public static class OrganizationRows
{
    public static List<OwnedTable> Tables(PlatformFixture platform)
    {
        using var db = platform.Across.CreateDb();
        var tables = db.Model.GetEntityTypes()
            .Where(type => typeof(IOwnedByOrganization).IsAssignableFrom(type.ClrType) || type.ClrType == typeof(Organization))
            .Select(type => new OwnedTable(type.GetTableName()!, type.ClrType == typeof(Organization) ? "id" : "organization_id", type))
            .ToList();
        tables.Count.ShouldBeGreaterThan(10);
        return tables;
    }

    /// <summary>The rows of each table as sorted JSON. When a key was last used is left out: it is noted some time later.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(PlatformFixture platform, Guid organization)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in Tables(platform))
        {
            await using var command = platform.Across.Database.CreateCommand(
                $"""
                SELECT coalesce(string_agg(row, E'\n' ORDER BY row), '')
                FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS row FROM {table.Name} t WHERE {table.OwnerColumn} = $1) AS rows
                """);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organization });
            rows[table.Name] = (string)(await command.ExecuteScalarAsync())!;
        }

        return rows;
    }
}
