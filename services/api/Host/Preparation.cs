using Agentes.Platform;
using Agentes.Platform.Operations;
using Hangfire;
using Npgsql;

namespace Agentes.Host;

/// <summary>What has to be in the database before the first request. Nodes that start at the same moment take turns.</summary>
internal static class Preparation
{
    /// <summary>Any fixed number that nobody else uses in this database.</summary>
    private const long Turn = 0x4147_454E_5445_5332;

    public static async Task RunAsync(WebApplication app, HostSettings settings, CancellationToken ct)
    {
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Turn})", ct);
        try
        {
            await PlatformSetup.PrepareAsync(app.Services, ct);

            // Whoever asks for the jobs first creates their tables, so nobody asks before.
            app.Services.GetRequiredService<JobStorage>();
            if (settings.Roles.HasFlag(Roles.Api))
            {
                app.MapJobDashboard();
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({Turn})", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
