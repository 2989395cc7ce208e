using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Agentes.ModelGateway.Tests;

/// <summary>A provider on a real socket that answers each request with the next script, byte for byte.</summary>
internal sealed class FakeUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<FakeConnection, Task>> _scripts = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _connections;

    public FakeUpstream(params IEnumerable<Func<FakeConnection, Task>> scripts)
    {
        foreach (var script in scripts)
        {
            _scripts.Enqueue(script);
        }

        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri ApiBase => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public int Calls => Requests.Count;

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // A listener that was stopped says so in each of these ways, depending on the moment.
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        Interlocked.Increment(ref _connections);
        try
        {
            var keepAlive = true;
            while (keepAlive)
            {
                var request = await FakeRequest.ReadAsync(stream, _stop.Token);
                Requests.Enqueue(request);
                var script = _scripts.TryDequeue(out var next) ? next : Answers.Status(500);
                var connection = new FakeConnection(stream, socket, request, _stop.Token);
                await script(connection);
                keepAlive = connection.KeepAlive;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client went away or the test is over.
        }
    }
}

/// <summary>What the gateway sent.</summary>
internal sealed record FakeRequest(string Head, JsonElement Body)
{
    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    public static async Task<FakeRequest> ReadAsync(Stream stream, CancellationToken ct)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count > 3 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, ct) == 0)
            {
                throw new IOException("No request.");
            }

            bytes.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. bytes]);
        var request = new FakeRequest(head, default);
        var body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, ct);
        return request with { Body = body.Length == 0 ? default : JsonDocument.Parse(body).RootElement };
    }
}

/// <summary>One answered connection.</summary>
internal sealed record FakeConnection(NetworkStream Stream, Socket Socket, FakeRequest Request, CancellationToken Stopping)
{
    public bool KeepAlive { get; set; }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await Stream.WriteAsync(bytes, Stopping);
        await Stream.FlushAsync(Stopping);
    }

    public Task StreamHeadAsync() => SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");

    /// <summary>Ends with a reset instead of a clean close.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Close();
    }

    /// <summary>Completes when the client closes the connection.</summary>
    public async Task ClosedByClientAsync()
    {
        try
        {
            while (await Stream.ReadAsync(new byte[64], Stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }
}
