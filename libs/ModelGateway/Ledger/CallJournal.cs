using System.Buffers;
using System.Globalization;

namespace Agentes.ModelGateway.Ledger;

/// <summary>
/// What calls did, on the local disk before it is in a database: when they began and how they ended. Nothing of it is lost when the process
/// is killed; a call that had not ended by then is found by its beginning. Belongs to one process at a time.
/// </summary>
/// <remarks>The power of the machine failing may lose what the operating system had not yet written.</remarks>
public sealed class CallJournal : IDisposable
{
    private const int SegmentSize = 4 * 1024 * 1024;
    private const string Extension = ".journal";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly long _mostBytes;
    private readonly FileStream _owner;
    private readonly LinkedList<JournalSegment> _segments = new();
    private readonly Dictionary<Guid, JournalSegment> _open = [];

    private CallJournal(string folder, long mostBytes, FileStream owner) => (_folder, _mostBytes, _owner) = (folder, mostBytes, owner);

    /// <summary>Set when something was put in that is not drained; whoever drains waits for it.</summary>
    public SemaphoreSlim Filled { get; } = new(0, 1);

    /// <summary>Bytes on the disk.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _segments.Sum(segment => (long)segment.Size);
            }
        }
    }

    /// <summary>No more calls can be written down: what is in here has to be drained first.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return (_segments.Count + 1L) * SegmentSize > _mostBytes && _segments.Last is { Value: var last } && last.Size - last.End < SegmentSize / 4;
            }
        }
    }

    /// <summary>Opens the journal of a folder and takes over what a process before left in it.</summary>
    /// <param name="folder">Where the files are; it is made when it is not there.</param>
    /// <param name="mostBytes">Size that it must not exceed.</param>
    /// <exception cref="IOException">Another process has it.</exception>
    public static CallJournal Open(string folder, long mostBytes)
    {
        Directory.CreateDirectory(folder);
        var owner = new FileStream(Path.Combine(folder, "owner"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var journal = new CallJournal(folder, mostBytes, owner);
        journal.Recover();
        return journal;
    }

    /// <summary>Notes that a call begins. False when the journal is full, and the call must not begin.</summary>
    public bool TryBegin(CallEntry entry) => !IsFull && Append(RecordKind.Begin, entry);

    /// <summary>Notes how a call ended, whether or not its beginning was noted.</summary>
    public void End(CallEntry entry) => Append(RecordKind.End, entry);

    /// <summary>Calls that ended and are not yet drained, oldest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="position">What to give to <see cref="Drained"/> once they are safe.</param>
    public IReadOnlyList<CallEntry> Read(int most, out JournalPosition position)
    {
        var entries = new List<CallEntry>();
        lock (_gate)
        {
            position = default;
            for (var node = _segments.First; node is not null && entries.Count < most; node = node.Next)
            {
                var segment = node.Value;
                var at = segment.Drained;
                while (entries.Count < most && segment.Read(at) is { } record)
                {
                    at = record.Next;
                    if (record.Kind is RecordKind.End)
                    {
                        entries.Add(EntryFormat.Read(record.Content.Span));
                    }
                }

                position = new JournalPosition(segment.Number, at);
            }
        }

        return entries;
    }

    /// <summary>Everything up to a position is safe elsewhere. Files that nobody needs any more are deleted.</summary>
    public void Drained(JournalPosition position)
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment.Number < position.Segment)
                {
                    segment.Drained = segment.End;
                }
                else if (segment.Number == position.Segment)
                {
                    segment.Drained = Math.Max(segment.Drained, position.Offset);
                }
            }

            // In their order: a beginning must not outlive its end, or it would be taken for a call that never ended.
            while (_segments.Count > 1 && _segments.First!.Value is { Open: 0 } first && first.Drained >= first.End)
            {
                _segments.RemoveFirst();
                first.Dispose();
                File.Delete(first.Path);
            }
        }
    }

    /// <summary>Closes the files; what is in them stays.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                segment.Dispose();
            }

            _segments.Clear();
        }

        _owner.Dispose();
    }

    private bool Append(RecordKind kind, CallEntry entry)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(JournalSegment.RecordHeader + EntryFormat.Bound(entry));
        try
        {
            var content = EntryFormat.Write(buffer.AsSpan(JournalSegment.RecordHeader), entry);
            lock (_gate)
            {
                Append(kind, entry.CallId, buffer.AsSpan(0, JournalSegment.RecordHeader + content));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (kind is RecordKind.End && Filled.CurrentCount == 0)
        {
            Wake();
        }

        return true;
    }

    private void Append(RecordKind kind, Guid callId, Span<byte> record)
    {
        if (_segments.Last is not { Value: var segment } || !segment.TryAppend(kind, record))
        {
            segment = NewSegment();
            segment.TryAppend(kind, record);
        }

        if (kind is RecordKind.Begin)
        {
            segment.Open++;
            _open[callId] = segment;
        }
        else if (_open.Remove(callId, out var began))
        {
            began.Open--;
        }
    }

    private void Wake()
    {
        try
        {
            Filled.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was a moment faster; one signal is enough.
        }
    }

    private JournalSegment NewSegment()
    {
        var number = (_segments.Last?.Value.Number ?? 0) + 1;
        var name = number.ToString("D12", CultureInfo.InvariantCulture) + Extension;
        var segment = JournalSegment.Create(Path.Combine(_folder, name), number, SegmentSize);
        _segments.AddLast(segment);
        return segment;
    }

    private void Recover()
    {
        var begun = new Dictionary<Guid, CallEntry>();
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            var number = long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture);
            var segment = JournalSegment.Reopen(path, number);
            _segments.AddLast(segment);
            for (var at = JournalSegment.First; segment.Read(at) is { } record; at = record.Next)
            {
                var entry = EntryFormat.Read(record.Content.Span);
                if (record.Kind is RecordKind.Begin)
                {
                    begun[entry.CallId] = entry;
                }
                else
                {
                    begun.Remove(entry.CallId);
                }
            }
        }

        foreach (var entry in begun.Values)
        {
            // All that is known is what was reserved for it.
            End(entry with { Estimated = true, CostUsd = entry.CostUsd ?? entry.ChargedUsd, ErrorCode = "process_ended" });
        }

        if (_segments.Count > 0)
        {
            Wake();
        }
    }
}

/// <summary>A place in the journal.</summary>
/// <param name="Segment">Number of the file.</param>
/// <param name="Offset">Byte in it.</param>
public readonly record struct JournalPosition(long Segment, int Offset);
