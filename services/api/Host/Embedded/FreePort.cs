using System.Net;
using System.Net.Sockets;

namespace Agentes.Host.Embedded;

/// <summary>Ports of the loopback interface for what runs inside or beside this process.</summary>
internal static class FreePort
{
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static void Require(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.ExclusiveAddressUse = false;
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new StartupFailure(
                StartupFailure.PortTaken,
                $"Port {port} is taken by another program (or not allowed). Choose another one: ./start.sh --port {port + 1}",
                taken);
        }
    }
}
