using Npgsql;

namespace Agentes.Platform.Tenancy;

/// <summary>
/// What every tenant statement says first: work under a role that owns nothing, for one organization, until this transaction ends.
/// </summary>
/// <remarks>
/// Both settings are transaction-local, so they survive a transaction pooler and can never leak to the next user of a pooled connection.
/// The statement takes the organization as a parameter, so one prepared plan serves all tenants.
/// </remarks>
public static class RowSecurity
{
    /// <summary>A role without login and without ownership: row-level security always applies to it.</summary>
    public const string Role = "agentes_app";

    public const string Setting = "app.organization_id";

    internal const string OrganizationParameter = "current_organization";

    /// <summary>For a command with named parameters (Entity Framework's).</summary>
    internal const string NamedPreamble =
        $"SELECT set_config('role', '{Role}', true), set_config('{Setting}', @{OrganizationParameter}, true);\n";

    /// <summary>For a batch with positional parameters.</summary>
    internal const string PositionalPreamble =
        $"SELECT set_config('role', '{Role}', true), set_config('{Setting}', $1, true)";

    internal static NpgsqlBatchCommand Preamble(Guid organizationId)
    {
        var command = new NpgsqlBatchCommand(PositionalPreamble);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organizationId.ToString() });
        return command;
    }
}
