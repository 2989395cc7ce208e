using System.Diagnostics;
using Npgsql;

namespace Agentes.Host.Embedded;

/// <summary>A PostgreSQL server of our own under the data folder, reachable from this machine only, that lives as long as this process.</summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string User = "agentes";

    /// <summary>
    /// Stops the server at the end of its standard input, which the kernel closes however this process dies: a killed parent leaves no
    /// server behind. It ends with the server, so a server that could not start is noticed at once.
    /// </summary>
    private const string Supervise =
        "trap '' INT; exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; "
        + "{ cat <&3 >/dev/null; kill -INT $server 2>/dev/null; } & wait $server";

    /// <summary>A session of its own keeps Ctrl+C away from the server, which is needed until the last message is put down.</summary>
    private const string Setsid = "/usr/bin/setsid";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _supervisor;
    private readonly FileStream _claim;

    private EmbeddedPostgres(Process supervisor, FileStream claim, string connectionString)
    {
        _supervisor = supervisor;
        _claim = claim;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<EmbeddedPostgres> StartAsync(HostSettings settings, string password, CancellationToken ct)
    {
        var binaries = PostgresBinaries.Find(settings.RuntimeFolder);
        var data = Path.Combine(settings.DataFolder, "postgres");
        var claim = PostgresData.Claim(settings.DataFolder);
        await PostgresData.EnsureAsync(binaries, data, User, password, ct);
        var prefix = await UnprivilegedUser.PrefixAsync(data, ct);
        await PostgresData.WaitForPredecessorAsync(data, ct);
        var port = FreePort.Any();
        var supervisor = Start([.. prefix, binaries.Postgres, .. Arguments(data, port)], Path.Combine(settings.DataFolder, "postgres.log"));
        var connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
            Database = "postgres",
            GssEncryptionMode = GssEncryptionMode.Disable,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        await WaitUntilReadyAsync(supervisor, connectionString, settings.DataFolder, ct);
        return new EmbeddedPostgres(supervisor, claim, connectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _supervisor.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _supervisor.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _supervisor.Kill(entireProcessTree: true);
        }

        _supervisor.Dispose();
        await _claim.DisposeAsync();
    }

    private static string[] Arguments(string data, int port) =>
    [
        "-D", data, "-p", $"{port}",
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=120", "-c", "shared_buffers=256MB",
        "-c", "max_wal_size=2GB", "-c", "checkpoint_timeout=15min", "-c", "jit=off", "-c", "autovacuum_naptime=15s", "-c", "log_min_messages=warning",
    ];

    private static Process Start(string[] server, string logFile)
    {
        // The log is opened by the shell, so that it survives this process and its pipes.
        string[] shell = ["/bin/sh", "-c", "exec >>\"$0\" 2>&1; " + Supervise, logFile, .. server];
        string[] command = File.Exists(Setsid) ? [Setsid, .. shell] : shell;
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true })!;
    }

    private static async Task WaitUntilReadyAsync(Process supervisor, string connectionString, string folder, CancellationToken ct)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=2");
                await connection.OpenAsync(ct);
                return;
            }
            catch (NpgsqlException) when (!supervisor.HasExited && started.Elapsed < StartLimit)
            {
                await Task.Delay(50, ct);
            }
            catch (NpgsqlException failed)
            {
                throw PostgresData.Explain(await TailAsync(Path.Combine(folder, "postgres.log"), ct), failed);
            }
        }
    }

    private static async Task<string> TailAsync(string logFile, CancellationToken ct)
    {
        var lines = File.Exists(logFile) ? await File.ReadAllLinesAsync(logFile, ct) : [];
        return string.Join(' ', lines.TakeLast(3));
    }
}
