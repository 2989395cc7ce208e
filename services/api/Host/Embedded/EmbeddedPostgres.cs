using System.Diagnostics;
using Npgsql;

namespace Agentes.Host.Embedded;

/// <summary>A PostgreSQL server of our own under the data folder, reachable from this machine only, that lives as long as this process.</summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string User = "agentes";

    /// <summary>
    /// Waits for the end of its standard input, which the kernel closes however this process dies: a killed parent leaves no server behind.
    /// </summary>
    private const string Supervise = "\"$@\" & server=$!; trap '' INT; cat >/dev/null; kill -INT $server 2>/dev/null; wait $server";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _supervisor;

    private EmbeddedPostgres(Process supervisor, string connectionString)
    {
        _supervisor = supervisor;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<EmbeddedPostgres> StartAsync(HostSettings settings, string password, CancellationToken ct)
    {
        var binaries = PostgresBinaries.Find(settings.RuntimeFolder);
        var data = Path.Combine(settings.DataFolder, "postgres");
        Directory.CreateDirectory(data);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var prefix = await UnprivilegedUser.PrefixAsync(data, ct);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await InitializeAsync(prefix, binaries, data, password, ct);
        }

        await WaitForPredecessorAsync(data, ct);
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
        return new EmbeddedPostgres(supervisor, connectionString);
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
    }

    private static async Task InitializeAsync(string[] prefix, PostgresBinaries binaries, string data, string password, CancellationToken ct)
    {
        var passwordFile = Path.Combine(data + ".password");
        await File.WriteAllTextAsync(passwordFile, password, ct);
        try
        {
            string[] command =
            [
                .. prefix, binaries.Initdb, "-D", data, "-U", User, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
                "--encoding=UTF8", "--locale=C.UTF-8",
            ];
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var error = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
            {
                throw Explain($"{await output}\n{error}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }
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
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec >>'{logFile}' 2>&1; {Supervise}", "postgres", .. server])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        })!;
        return process;
    }

    /// <summary>After a kill the old server may still be shutting down; two on one folder would refuse each other.</summary>
    private static async Task WaitForPredecessorAsync(string data, CancellationToken ct)
    {
        var pidFile = Path.Combine(data, "postmaster.pid");
        for (var attempt = 0; attempt < 100 && File.Exists(pidFile) && IsAlive(pidFile); attempt++)
        {
            await Task.Delay(100, ct);
        }
    }

    private static bool IsAlive(string pidFile)
    {
        try
        {
            var pid = File.ReadLines(pidFile).FirstOrDefault();
            return int.TryParse(pid, out var id) && Directory.Exists($"/proc/{id}");
        }
        catch (IOException)
        {
            return false;
        }
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
            catch (NpgsqlException) when (!supervisor.HasExited && started.Elapsed < StartLimit && ServerLives(folder))
            {
                await Task.Delay(50, ct);
            }
            catch (NpgsqlException failed)
            {
                throw Explain(await TailAsync(Path.Combine(folder, "postgres.log"), ct), failed);
            }
        }
    }

    /// <summary>The supervisor outlives its server until its input closes; the server's own file tells sooner that it gave up.</summary>
    private static bool ServerLives(string folder) =>
        !File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")) || IsAlive(Path.Combine(folder, "postgres", "postmaster.pid"));

    private static async Task<string> TailAsync(string logFile, CancellationToken ct)
    {
        var lines = File.Exists(logFile) ? await File.ReadAllLinesAsync(logFile, ct) : [];
        return string.Join('\n', lines.TakeLast(5));
    }

    private static StartupFailure Explain(string output, Exception? cause = null) =>
        output.Contains("No space left", StringComparison.Ordinal)
            ? new StartupFailure(StartupFailure.DiskFull, "The disk is full: PostgreSQL cannot write below the data folder.", cause)
            : new StartupFailure(StartupFailure.NoDatabase, $"The embedded PostgreSQL did not start: {output.Trim()}", cause);
}
