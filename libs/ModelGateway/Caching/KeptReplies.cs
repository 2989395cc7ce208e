using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Caching;

/// <summary>The store that a call's configuration names. One that fails has nothing and takes nothing.</summary>
internal sealed class KeptReplies(IReplyStore? shared, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private (long Bytes, MemoryReplyStore Store)? _memory;

    public async ValueTask<KeptReply?> FindAsync(CacheVisit visit, CacheKey key, CancellationToken ct) =>
        await FindBytesAsync(visit, key, ct) is { } bytes && KeptReplyFormat.Read(bytes) is { } kept && visit.TakesFrom(kept.KeptAt) ? kept : null;

    public async ValueTask<ReadOnlyMemory<byte>?> FindBytesAsync(CacheVisit visit, CacheKey key, CancellationToken ct)
    {
        try
        {
            return await StoreOf(visit.Options).FindAsync(key.Name, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Failed(exception);
            return null;
        }
    }

    public async ValueTask KeepAsync(CacheVisit visit, CacheKey key, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // Whoever asked may be gone; the reply is worth keeping all the same.
            await StoreOf(visit.Options).KeepAsync(key.Name, bytes, visit.Lifetime, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    /// <summary>The reply for this call; null when it cannot be given in the form that the call wants.</summary>
    public static ReplayedReply? Replay(KeptReply kept, CacheVisit visit, CacheUse use)
    {
        try
        {
            return new ReplayedReply(kept, visit) { Cache = use };
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    private void Failed(Exception exception)
    {
        CacheTelemetry.Fault();
        Log.ReplyStoreFailed(logger, exception.GetType().Name);
    }

    private IReplyStore StoreOf(CachingOptions options)
    {
        if (options.Shared)
        {
            return shared ?? throw new InvalidOperationException("The host has no store for replies that all nodes see.");
        }

        lock (_gate)
        {
            if (_memory is not { } memory || memory.Bytes != options.MemoryBytes)
            {
                // Another size is another store: what was kept is asked for again.
                memory = (options.MemoryBytes, new MemoryReplyStore(options.MemoryBytes, time));
                _memory = memory;
            }

            return memory.Store;
        }
    }
}
