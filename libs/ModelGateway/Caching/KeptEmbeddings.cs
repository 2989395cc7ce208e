using Agentes.ModelGateway.Admission;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>Vectors that were all kept.</summary>
internal sealed class KeptEmbeddings : GatewayReply
{
    private readonly CacheVisit _visit;
    private readonly IReadOnlyList<KeptVector> _found;
    private readonly TimeSpan _opened;
    private bool _given;

    public KeptEmbeddings(CacheVisit visit, IReadOnlyList<KeptVector> found, CacheKey key)
    {
        (_visit, _found, _opened) = (visit, found, visit.Elapsed);
        Cache = new CacheUse(key.Hash);
    }

    public override Guid CallId => _visit.CallId;

    public override RateLimitStatus? Limits => null;

    public override ModelDeployment Deployment => _found[0].Deployment;

    public override string Group => _found[0].Receipt.Group;

    public override int Attempts => 0;

    public override int Fallbacks => 0;

    public override TimeSpan Elapsed => _visit.Elapsed;

    public override TimeSpan Overhead => _opened;

    public override ModelDelta Current => new()
    {
        Embeddings = [.. _found.Select(one => one.Vector)],
        FinishReason = ChatFinishReason.Stop,
    };

    public override ValueTask<bool> ReadAsync()
    {
        if (!_given)
        {
            _given = true;
            return new(true);
        }

        End();
        return new(false);
    }

    public override ValueTask DisposeAsync()
    {
        End();
        return default;
    }

    private void End() => Receipt ??= _visit.Saved(
        _found[0].Receipt with
        {
            InputTokens = _found.Sum(one => one.Receipt.InputTokens),
            CostUsd = _found.All(one => one.Receipt.CostUsd is not null) ? _found.Sum(one => one.Receipt.CostUsd) : null,
        },
        _opened);
}
