namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Keeps bytes for a while. What it loses is only asked for again, so a store that is away has nothing and takes nothing; it must not make
/// a call wait for long.
/// </summary>
public interface IReplyStore
{
    /// <summary>What is kept under this name; null when there is nothing, or nothing any more.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken ct);

    /// <summary>Keeps these bytes, in place of those that are there.</summary>
    ValueTask KeepAsync(string name, ReadOnlyMemory<byte> bytes, TimeSpan lifetime, CancellationToken ct);
}
