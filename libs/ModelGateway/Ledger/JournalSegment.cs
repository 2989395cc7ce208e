using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Numerics;

namespace Agentes.ModelGateway.Ledger;

/// <summary>
/// One file of the journal, written through memory: what was put in survives the process without a call of the system. Records follow each
/// other, each with its length, a checksum and its kind; the first length of 0 is the end.
/// </summary>
internal sealed class JournalSegment : IDisposable
{
    /// <summary>Where the first record is.</summary>
    public const int First = 16;

    /// <summary>Bytes that a record has before its content.</summary>
    public const int RecordHeader = 9;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private JournalSegment(string path, long number, int size)
    {
        (Path, Number) = (path, number);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, size);
        _view = _file.CreateViewAccessor(0, size);
        Size = size;
    }

    public string Path { get; }

    /// <summary>Its place in the journal.</summary>
    public long Number { get; }

    public int Size { get; }

    /// <summary>Calls that began in here and have not ended.</summary>
    public int Open { get; set; }

    /// <summary>Where the next record goes. Everything before it is whole.</summary>
    public int End { get; private set; } = First;

    /// <summary>Everything before it is in the database. Kept in the file.</summary>
    public int Drained
    {
        get => Math.Max(First, _view.ReadInt32(0));
        set => _view.Write(0, value);
    }

    /// <exception cref="IOException">The disk has no room for it. Found out here: memory that cannot be written would end the process.</exception>
    public static JournalSegment Create(string path, long number, int size)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, PreallocationSize = size };
        using (var file = new FileStream(path, options))
        {
            file.SetLength(size);
        }

        return new JournalSegment(path, number, size);
    }

    /// <summary>Opens a segment that another process left behind, and finds its end.</summary>
    public static JournalSegment Reopen(string path, long number)
    {
        var segment = new JournalSegment(path, number, (int)new FileInfo(path).Length);
        while (segment.Read(segment.End) is { } record)
        {
            segment.End = record.Next;
        }

        return segment;
    }

    /// <summary>False when it is full.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="record">The content, behind as many bytes as <see cref="RecordHeader"/> says, which are filled in.</param>
    public bool TryAppend(RecordKind kind, Span<byte> record)
    {
        if (record.Length > Size - End)
        {
            return false;
        }

        record[8] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(record[8..]));
        _view.SafeMemoryMappedViewHandle.WriteSpan<byte>((ulong)End + sizeof(int), record[sizeof(int)..]);

        // The length comes last: without it there is no record.
        _view.Write(End, record.Length);
        End += record.Length;
        return true;
    }

    /// <summary>The record at a place; null at the end, and where a record is not whole.</summary>
    public JournalRecord? Read(int at)
    {
        var length = at + RecordHeader > Size ? 0 : _view.ReadInt32(at);
        if (length < RecordHeader || length > Size - at)
        {
            return null;
        }

        var record = new byte[length];
        _view.SafeMemoryMappedViewHandle.ReadSpan<byte>((ulong)at, record);
        return BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(4)) == Checksum(record.AsSpan(8))
            ? new JournalRecord((RecordKind)record[8], record.AsMemory(RecordHeader), at + length)
            : null;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    // CRC-32C, which processors have an instruction for.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var value in data)
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}

/// <summary>One record.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Content">The call.</param>
/// <param name="Next">Where the next one is.</param>
internal readonly record struct JournalRecord(RecordKind Kind, ReadOnlyMemory<byte> Content, int Next);

/// <summary>Kinds of records.</summary>
internal enum RecordKind : byte
{
    /// <summary>A call was let in.</summary>
    Begin = 1,

    /// <summary>A call ended.</summary>
    End = 2,
}
