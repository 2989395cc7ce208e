using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Agentes.Bench.Gateway;

/// <summary>
/// One kept HTTP/1.1 connection that sends prepared bytes and looks for the end of the answer: next to nothing of the processor is used
/// on this side of the measurement.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public async Task ConnectAsync(Uri address, CancellationToken ct) =>
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), ct);

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <param name="request">The whole request.</param>
    /// <param name="clock">Measures when the first byte of the body came.</param>
    /// <param name="ct">Gives the answer up.</param>
    /// <exception cref="InvalidDataException">The answer is no success, or breaks off.</exception>
    public async ValueTask<Answer> SendAsync(ReadOnlyMemory<byte> request, TimeProvider clock, CancellationToken ct)
    {
        await _socket.SendAsync(request, SocketFlags.None, ct);
        var (length, body, first) = (0, 0, 0L);
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None, ct);
            length += read;
            if (read == 0 || length == _buffer.Length)
            {
                throw new InvalidDataException(read == 0 ? "the connection was closed" : "the answer is too long");
            }

            if (body == 0)
            {
                body = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0 ? end + 4 : 0;
            }

            if (body > 0 && length > body && first == 0)
            {
                first = clock.GetTimestamp();
            }

            if (body > 0 && IsWhole(_buffer.AsSpan(0, body), _buffer.AsSpan(body, length - body)))
            {
                return new Answer(first, _buffer.AsMemory(body, length - body));
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidDataException(System.Text.Encoding.UTF8.GetString([.. head, .. body]));
        }

        // Header names come in the spelling of each server; the model's answers hold neither the word nor the mark.
        var at = IndexOfLength(head);
        if (at < 0)
        {
            return body.EndsWith("\r\n0\r\n\r\n"u8);
        }

        return Utf8Parser.TryParse(head[at..].TrimStart((byte)' '), out int expected, out _) && body.Length >= expected;
    }

    private static int IndexOfLength(ReadOnlySpan<byte> head)
    {
        foreach (var name in Names)
        {
            if (head.IndexOf(name) is var at and >= 0)
            {
                return at + name.Length;
            }
        }

        return -1;
    }

    private static readonly byte[][] Names = ["Content-Length:"u8.ToArray(), "content-length:"u8.ToArray()];
}

/// <summary>An answer that is over.</summary>
/// <param name="First">Timestamp of its first byte of body.</param>
/// <param name="Body">Its body as it came, valid until the next request.</param>
internal readonly record struct Answer(long First, ReadOnlyMemory<byte> Body);
