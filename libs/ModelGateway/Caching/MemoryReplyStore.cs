namespace Agentes.ModelGateway.Caching;

/// <summary>Keeps bytes in this process, up to a limit; what was not used for longest makes room.</summary>
/// <param name="capacity">Most bytes, with what the bookkeeping itself takes.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryReplyStore(long capacity, TimeProvider time) : IReplyStore
{
    /// <summary>Nodes of the list and of the table, and the name: about what they take.</summary>
    private const int Overhead = 400;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _byUse = new();
    private long _size;

    /// <summary>Bytes that are kept now.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _size;
            }
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(name, out var node))
            {
                return default;
            }

            if (node.Value.Until <= time.GetUtcNow())
            {
                Remove(node);
                return default;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return new(node.Value.Bytes);
        }
    }

    public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> bytes, TimeSpan lifetime, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out var old))
            {
                Remove(old);
            }

            if (bytes.Length + Overhead > capacity)
            {
                return default;
            }

            _byName[name] = _byUse.AddFirst(new Kept(name, bytes, time.GetUtcNow() + lifetime));
            _size += bytes.Length + Overhead;
            while (_size > capacity)
            {
                Remove(_byUse.Last!);
            }
        }

        return default;
    }

    private void Remove(LinkedListNode<Kept> node)
    {
        _byUse.Remove(node);
        _byName.Remove(node.Value.Name);
        _size -= node.Value.Bytes.Length + Overhead;
    }

    private sealed record Kept(string Name, ReadOnlyMemory<byte> Bytes, DateTimeOffset Until);
}
