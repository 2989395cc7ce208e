using Garnet;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agentes.Host.Embedded;

/// <summary>Garnet, which speaks Redis' protocol, inside this process. It holds caches and doorbells only: emptied, nothing is lost.</summary>
internal sealed class EmbeddedRedis : IDisposable
{
    private readonly GarnetServer _server;

    private EmbeddedRedis(GarnetServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static EmbeddedRedis Start()
    {
        var port = FreePort.Any();
        var server = new GarnetServer(
            ["--bind", "127.0.0.1", "--port", $"{port}", "--memory", "128m", "--index", "16m", "-q"],
            NullLoggerFactory.Instance);
        server.Start();
        return new EmbeddedRedis(server, $"127.0.0.1:{port},abortConnect=false");
    }

    public void Dispose() => _server.Dispose();
}
