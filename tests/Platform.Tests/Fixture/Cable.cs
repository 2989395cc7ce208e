using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>The cable to a server: once it is pulled out, connections break and new ones are refused.</summary>
public sealed class Cable : IDisposable
{
    private readonly int _server;
    private readonly ConcurrentDictionary<Socket, byte> _ends = new();
    private Socket _listener;

    /// <param name="server">Port of the server on this machine.</param>
    public Cable(int server)
    {
        _server = server;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    /// <summary>Where to connect instead.</summary>
    public int Port { get; }

    public void PullOut()
    {
        _listener.Dispose();
        foreach (var end in _ends.Keys)
        {
            end.Dispose();
        }
    }

    public void PutBack() => _listener = Listen(Port);

    public void Dispose() => PullOut();

    private Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await listener.AcceptAsync());
            }
        }
        catch (Exception pulledOut) when (pulledOut is SocketException or ObjectDisposedException)
        {
            // Nobody is let in any more.
        }
    }

    private async Task JoinAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            (client.NoDelay, server.NoDelay) = (true, true);
            _ends[client] = _ends[server] = 0;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception pulledOut) when (pulledOut is SocketException or ObjectDisposedException)
            {
                // Both ends are closed.
            }

            _ends.TryRemove(client, out _);
            _ends.TryRemove(server, out _);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        await using var source = new NetworkStream(from);
        await using var target = new NetworkStream(to);
        await source.CopyToAsync(target);
    }
}
