using System.Net;

namespace Agentes.Bench.Common;

/// <summary>The connection pool of a program that plays many customers at once.</summary>
public static class Connections
{
    /// <summary>Keep-alive connections without a ceiling, and none of what a load program would pay for on every request.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        MaxConnectionsPerServer = int.MaxValue,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.None,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    };

    public static HttpClient NewClient() => new(NewHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
