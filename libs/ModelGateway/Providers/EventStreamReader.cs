using System.Buffers;

namespace Agentes.ModelGateway.Providers;

/// <summary>
/// Reads server-sent events from bytes, in any cut. Lines may end in LF, CR or CRLF; data may span lines; a byte order mark, comments and
/// a missing last blank line are legal. Decoding is left to the caller, on whole events only, so a character is never split.
/// </summary>
internal sealed class EventStreamReader(Stream stream, int maxEventBytes = EventStreamReader.DefaultMaxEventBytes) : IDisposable
{
    private const int DefaultMaxEventBytes = 8 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _end;
    private bool _atStart = true;
    private bool _skipLineFeed;
    private bool _ended;
    private byte[]? _joined;
    private int _joinedLength;
    private bool _dataIsInBuffer;

    /// <summary>Bytes of the current event's data; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>True when the stream ended before the blank line that ends the current event.</summary>
    public bool CutOff { get; private set; }

    /// <summary>Moves to the next event that has data; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">An event is larger than the limit.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        Data = default;
        _joinedLength = 0;
        _dataIsInBuffer = false;
        var lines = 0;
        while (true)
        {
            if (!TryTakeLine(out var line))
            {
                if (!_ended)
                {
                    MoveDataOutOfBuffer();
                    await FillAsync(ct);
                    continue;
                }

                CutOff = lines > 0;
                return lines > 0;
            }

            if (line.IsEmpty)
            {
                if (lines > 0)
                {
                    return true;
                }
            }
            else if (TryTakeData(line, out var data))
            {
                Append(data, lines++);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        if (_joined is not null)
        {
            ArrayPool<byte>.Shared.Return(_joined);
            _joined = null;
        }
    }

    private static bool TryTakeData(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> data)
    {
        var span = line.Span;
        data = default;
        if (!span.StartsWith("data"u8) || (span.Length > 4 && span[4] != (byte)':'))
        {
            return false;
        }

        var from = span.Length > 5 && span[5] == (byte)' ' ? 6 : 5;
        data = from < span.Length ? line[from..] : default;
        return true;
    }

    // The first line of an event stays where it is; only a second one, or another read before its end, makes a copy.
    private void Append(ReadOnlyMemory<byte> data, int lines)
    {
        if (lines == 0)
        {
            Data = data;
            _dataIsInBuffer = true;
            return;
        }

        MoveDataOutOfBuffer();
        Join("\n"u8);
        Join(data.Span);
        Data = _joined.AsMemory(0, _joinedLength);
    }

    private void MoveDataOutOfBuffer()
    {
        if (_dataIsInBuffer)
        {
            _dataIsInBuffer = false;
            Join(Data.Span);
            Data = _joined.AsMemory(0, _joinedLength);
        }
    }

    private void Join(ReadOnlySpan<byte> bytes)
    {
        var needed = _joinedLength + bytes.Length;
        if (needed > maxEventBytes)
        {
            throw TooLarge();
        }

        if (_joined is null || _joined.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 1024) * 2);
            _joined.AsSpan(0, _joinedLength).CopyTo(larger);
            if (_joined is not null)
            {
                ArrayPool<byte>.Shared.Return(_joined);
            }

            _joined = larger;
        }

        bytes.CopyTo(_joined.AsSpan(_joinedLength));
        _joinedLength = needed;
    }

    private bool TryTakeLine(out ReadOnlyMemory<byte> line)
    {
        line = default;
        if (_skipLineFeed && _start < _end)
        {
            // The LF of a CRLF whose CR already ended a line: events are handed out without waiting for it.
            _start += _buffer[_start] == (byte)'\n' ? 1 : 0;
            _skipLineFeed = false;
        }

        var span = _buffer.AsSpan(_start, _end - _start);
        var length = span.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            if (!_ended || span.IsEmpty)
            {
                return false;
            }

            length = span.Length;
        }
        else
        {
            _skipLineFeed = span[length] == (byte)'\r';
        }

        line = WithoutMark(_buffer.AsMemory(_start, length));
        _start = Math.Min(_start + length + 1, _end);
        return true;
    }

    private ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var first = _atStart;
        _atStart = false;
        return first && line.Span.StartsWith(mark) ? line[mark.Length..] : line;
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Grow();
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _ended = read == 0;
        _end += read;
    }

    private void Grow()
    {
        if (_buffer.Length >= maxEventBytes)
        {
            throw TooLarge();
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private InvalidDataException TooLarge() => new($"An event is larger than {maxEventBytes} bytes.");
}
