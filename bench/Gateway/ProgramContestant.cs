using System.Net.Sockets;
using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>A contestant that is a program with a port.</summary>
internal sealed class ProgramContestant(string name, ChildProcess process, Uri address, string headers, string? folder) : IContestant
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    public string Name => name;

    public Uri Address => address;

    public string Headers => headers;

    public int ProcessId => process.Id;

    /// <summary>A plain proxy: HTTP/1.1 and kept connections to the model, no buffering, nothing logged.</summary>
    /// <exception cref="MissingPrerequisiteException">nginx is not installed.</exception>
    public static async Task<ProgramContestant> NginxAsync(Uri upstream, CancellationToken ct)
    {
        var program = new[] { "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists)
            ?? throw new MissingPrerequisiteException("nginx is not installed (Debian: nginx-light); leave it out with --only");
        var folder = Directory.CreateTempSubdirectory("agentes-nginx-").FullName;
        var port = FreePort.Any();
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            daemon off;
            worker_processes auto;
            pid {{folder}}/pid;
            error_log stderr warn;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}};
              uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              keepalive_requests 100000000;
              upstream model { server 127.0.0.1:{{upstream.Port}}; keepalive 128; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:{{port}};
                location / { proxy_pass http://model; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }
              }
            }
            """,
            ct);
        return await StartAsync("nginx", ChildProcess.Start("nginx", program, ["-c", file, "-p", folder]), port, "", folder, ct);
    }

    /// <summary>This program in its other role.</summary>
    public static async Task<ProgramContestant> KestrelAsync(Uri upstream, CancellationToken ct)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "Agentes.Bench.Gateway.dll");
        var process = ChildProcess.Start("the bare Kestrel", "dotnet", [self, "--pass-through", $"{upstream}"]);
        var ready = await process.ReadyAsync(StartLimit, ct);
        return new ProgramContestant("kestrel", process, new Uri(ready.Split(' ')[1]), "", folder: null);
    }

    /// <summary>Portkey's gateway from npm, as its documentation starts it.</summary>
    /// <exception cref="MissingPrerequisiteException">npm cannot install it.</exception>
    public static async Task<ProgramContestant> PortkeyAsync(Uri upstream, CancellationToken ct)
    {
        const string Package = "@portkey-ai/gateway@1.15.2";
        var folder = Directory.CreateTempSubdirectory("agentes-portkey-").FullName;
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", Package];
        await using (var install = ChildProcess.Start("npm", "npm", arguments))
        {
            await install.WaitForExitAsync(ct);
            if (install.ExitCode != 0)
            {
                throw new MissingPrerequisiteException($"npm cannot install {Package}; leave portkey out with --only\n{install.Tail()}");
            }
        }

        var port = FreePort.Any();
        var script = Path.Combine(folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
        var process = ChildProcess.Start("Portkey", "node", [script, $"--port={port}", "--headless"], ("NODE_ENV", "production"));
        var headers = $"x-portkey-provider: openai\r\nx-portkey-custom-host: {new Uri(upstream, "/v1")}\r\n";
        return await StartAsync("portkey", process, port, headers, folder, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ProgramContestant> StartAsync(
        string name, ChildProcess process, int port, string headers, string folder, CancellationToken ct)
    {
        var clock = TimeProvider.System;
        for (var started = clock.GetTimestamp(); !await ListensAsync(port, ct);)
        {
            if (process.HasExited || clock.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException($"{name} did not start:\n{process.Tail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, ct);
        }

        return new ProgramContestant(name, process, new Uri($"http://127.0.0.1:{port}"), headers, folder);
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken ct)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
