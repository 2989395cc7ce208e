using Agentes.ModelGateway.Caching;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Agentes.Platform.Models;

/// <summary>
/// Replies of models that all nodes may give again. A Redis that is away or slow has nothing: the gateway counts the fault and asks the
/// model.
/// </summary>
internal sealed class RedisReplyStore(IServiceProvider services) : IReplyStore
{
    private const string Prefix = "agentes:model-replies:";

    /// <summary>A reply from a model takes longer; whoever waits for a slow cache has none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken ct)
    {
        var found = await Database().StringGetAsync(Prefix + name).WaitAsync(Patience, ct);
        return found.IsNull ? null : new ReadOnlyMemory<byte>?(found);
    }

    public async ValueTask KeepAsync(string name, ReadOnlyMemory<byte> bytes, TimeSpan lifetime, CancellationToken ct) =>
        await Database().StringSetAsync(Prefix + name, bytes, lifetime).WaitAsync(Patience, ct);

    // Asked for when it is needed: a gateway without a shared cache needs no Redis.
    private IDatabase Database() => services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
}
