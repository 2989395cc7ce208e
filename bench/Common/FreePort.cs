using System.Net;
using System.Net.Sockets;

namespace Agentes.Bench.Common;

/// <summary>A port of the loopback that nobody listens on at this moment.</summary>
public static class FreePort
{
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
