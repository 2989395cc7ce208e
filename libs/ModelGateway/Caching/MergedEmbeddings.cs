using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway.Caching;

/// <summary>Vectors of which some were kept and the others are new.</summary>
/// <param name="inner">The new ones.</param>
/// <param name="found">The kept ones at their places.</param>
/// <param name="missing">The places of the new ones.</param>
internal sealed class MergedEmbeddings(GatewayReply inner, KeptVector?[] found, IReadOnlyList<int> missing) : GatewayReply
{
    public override Guid CallId => inner.CallId;

    public override RateLimitStatus? Limits => inner.Limits;

    public override ModelDeployment Deployment => inner.Deployment;

    public override string Group => inner.Group;

    public override int Attempts => inner.Attempts;

    public override int Fallbacks => inner.Fallbacks;

    public override int MaxFallbacks => inner.MaxFallbacks;

    public override TimeSpan Elapsed => inner.Elapsed;

    public override TimeSpan Overhead => inner.Overhead;

    public override ModelDelta Current => inner.Current.Embeddings is { } fresh ? inner.Current with { Embeddings = Merge(fresh) } : inner.Current;

    public override async ValueTask<bool> ReadAsync()
    {
        if (await inner.ReadAsync())
        {
            return true;
        }

        Receipt = inner.Receipt;
        return false;
    }

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private ReadOnlyMemory<float>[] Merge(IReadOnlyList<ReadOnlyMemory<float>> fresh)
    {
        var all = new ReadOnlyMemory<float>[found.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = found[i]?.Vector ?? default;
        }

        for (var i = 0; i < missing.Count; i++)
        {
            all[missing[i]] = fresh[i];
        }

        return all;
    }
}
