using System.Buffers;
using System.Text;

namespace Agentes.Bench.Common;

/// <summary>
/// Server-sent events straight from the bytes: one reused buffer and no string per event, so that reading costs the load program
/// almost nothing. <see cref="Event"/> and <see cref="Data"/> are valid until the next read.
/// </summary>
public sealed class SseReader(Stream stream) : IDisposable
{
    private const int LargestEvent = 8 * 1024 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _line;
    private int _end;
    private Range _event;
    private Range _data;
    private byte[] _lastId = [];
    private int _lastIdLength;

    /// <summary>The event's name; empty when the server sent none.</summary>
    public ReadOnlySpan<byte> Event => _buffer.AsSpan(_start, _end - _start)[_event];

    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_start, _end - _start)[_data];

    /// <summary>What to send as <c>Last-Event-ID</c> when the stream breaks; null before the first id.</summary>
    public string? LastEventId => _lastIdLength == 0 ? null : Encoding.UTF8.GetString(_lastId, 0, _lastIdLength);

    /// <summary>Moves to the next event; false when the server closed the stream.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        _start = _line;
        (_event, _data) = (0..0, 0..0);
        while (true)
        {
            var length = _buffer.AsSpan(_line, _end - _line).IndexOf((byte)'\n');
            if (length < 0)
            {
                if (!await FillAsync(ct))
                {
                    return false;
                }

                continue;
            }

            var lineStart = _line;
            _line += length + 1;
            if (TakeLine(lineStart, length))
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>True when the line was the empty one that ends an event with content.</summary>
    private bool TakeLine(int lineStart, int length)
    {
        var line = _buffer.AsSpan(lineStart, length);
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (line.IsEmpty)
        {
            if (!_event.Equals(0..0) || !_data.Equals(0..0))
            {
                return true;
            }

            _start = _line;
            return false;
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? [] : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        var at = lineStart + length - (_buffer[lineStart + length - 1] == '\r' ? 1 : 0) - value.Length - _start;
        Assign(name, value, at);
        return false;
    }

    private void Assign(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int at)
    {
        if (name.SequenceEqual("data"u8))
        {
            _data = _data.Equals(0..0) ? at..(at + value.Length) : Join(value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _event = at..(at + value.Length);
        }
        else if (name.SequenceEqual("id"u8))
        {
            if (_lastId.Length < value.Length)
            {
                _lastId = new byte[value.Length * 2];
            }

            value.CopyTo(_lastId);
            _lastIdLength = value.Length;
        }
    }

    // Several data lines are one text with line feeds; the joined text is shorter than the lines, so it fits where they stood.
    private Range Join(ReadOnlySpan<byte> value)
    {
        var end = _data.End.Value;
        _buffer[_start + end] = (byte)'\n';
        value.CopyTo(_buffer.AsSpan(_start + end + 1));
        return _data.Start..(end + 1 + value.Length);
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_line, _end, _start) = (_line - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Grow();
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        return read > 0;
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestEvent)
        {
            throw new InvalidDataException($"an event is larger than {LargestEvent} bytes");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
