using Garnet;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Agentes.Crash.Tests;

/// <summary>A Redis-compatible server of the test's own: it can forget everything, or go away and come back empty.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly int _port = Ports.Any();
    private GarnetServer _server;

    public RedisServer() => _server = Start();

    public string Url => $"redis://127.0.0.1:{_port}";

    public async Task EmptyAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_port},allowAdmin=true");
        await redis.GetServers()[0].FlushAllDatabasesAsync();
    }

    public async Task RestartAsync(TimeSpan away, CancellationToken ct)
    {
        _server.Dispose();
        await Task.Delay(away, ct);
        _server = Start();
    }

    public void Dispose() => _server.Dispose();

    private GarnetServer Start()
    {
        var server = new GarnetServer(
            ["--bind", "127.0.0.1", "--port", $"{_port}", "--memory", "64m", "--index", "8m", "--lua", "--lua-transaction-mode", "-q"],
            NullLoggerFactory.Instance);
        server.Start();
        return server;
    }
}
