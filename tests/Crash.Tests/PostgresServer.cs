using System.Diagnostics;
using System.Globalization;
using Agentes.Bench.Common;
using Agentes.Host;
using Agentes.Host.Embedded;
using Npgsql;

namespace Agentes.Crash.Tests;

/// <summary>A PostgreSQL server of the test's own that can be stopped in each way there is, and comes back on the same port and data.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Lives as long as its input is open, so that no server outlives a test run that was killed.</summary>
    private const string Supervise = "trap '' TERM INT; \"$@\" & server=$!; cat >/dev/null; kill -INT $server 2>/dev/null; wait";

    private readonly string[] _command;
    private readonly string _data;
    private ChildProcess? _supervisor;

    private PostgresServer(string[] command, string data, string connectionString)
    {
        _command = command;
        _data = data;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<PostgresServer> StartAsync(string folder, CancellationToken ct)
    {
        var binaries = PostgresBinaries.Find(HostSettings.Read([]).RuntimeFolder);
        var data = Path.Combine(folder, "postgres");
        Directory.CreateDirectory(data);
        var prefix = await UnprivilegedUser.PrefixAsync(data, ct);
        await using (var initdb = ChildProcess.Start(
            "initdb",
            "/usr/bin/env",
            [
                .. prefix, binaries.Initdb, "-D", data, "-U", "tests", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
            ]))
        {
            await initdb.WaitForExitAsync(ct);
            initdb.ExitCode.ShouldBe(0, initdb.Tail());
        }

        var port = Ports.Any();
        string[] command =
        [
            "-c", Supervise, "sh", .. prefix, binaries.Postgres, "-D", data, "-p", $"{port}",
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=120",
        ];
        var server = new PostgresServer(
            command, data, $"Host=127.0.0.1;Port={port};Username=tests;Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable");
        await server.RestartAsync(ct);
        return server;
    }

    /// <summary>INT: fast shutdown; QUIT: at once, with recovery; KILL: not even told.</summary>
    public async Task StopAsync(string signal, CancellationToken ct)
    {
        var pid = int.Parse((await File.ReadAllLinesAsync(Path.Combine(_data, "postmaster.pid"), ct))[0], CultureInfo.InvariantCulture);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]))
        {
            await kill.WaitForExitAsync(ct);
        }

        await _supervisor!.DisposeAsync();
        _supervisor = null;
    }

    /// <summary>Starts it, as often as it takes: after a KILL its orphans hold on to the shared memory for a moment.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            _supervisor = ChildProcess.Start("PostgreSQL", "/bin/sh", _command);
            if (await ComesUpAsync(ct))
            {
                return;
            }

            attempt.ShouldBeLessThan(20, _supervisor.Tail());
            await _supervisor.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }
    }

    private async Task<bool> ComesUpAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(ct);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100, ct);
            }
        }

        return false;
    }
}
