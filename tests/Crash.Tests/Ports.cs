using System.Net;
using System.Net.Sockets;

namespace Agentes.Crash.Tests;

/// <summary>Ports for servers that go away and come back.</summary>
/// <remarks>
/// Not from the range that the system gives to outgoing connections: while the server is away, a client that keeps knocking would now and
/// then be given the very port that it knocks at, and be connected to itself.
/// </remarks>
internal static class Ports
{
    private const int First = 20_000;
    private const int Last = 30_000;

    public static int Any()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: try another one.
            }
        }
    }
}
