using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Caching;

/// <summary>A reply that was kept, given again.</summary>
internal sealed class ReplayedReply : GatewayReply
{
    private readonly KeptReply _kept;
    private readonly IReadOnlyList<ModelDelta> _deltas;
    private readonly CacheVisit _visit;
    private readonly TimeSpan _opened;
    private int _next;

    /// <exception cref="ProviderException">It cannot be given in the form that this call wants.</exception>
    public ReplayedReply(KeptReply kept, CacheVisit visit)
    {
        (_kept, _visit) = (kept, visit);
        _deltas = kept.For(visit.Call);
        _opened = visit.Elapsed;
    }

    public override Guid CallId => _visit.CallId;

    public override RateLimitStatus? Limits => null;

    public override ModelDeployment Deployment => _kept.Deployment;

    public override string Group => _kept.Receipt.Group;

    public override int Attempts => 0;

    public override int Fallbacks => 0;

    public override TimeSpan Elapsed => _visit.Elapsed;

    public override TimeSpan Overhead => _opened;

    public override ModelDelta Current => _deltas[_next - 1];

    public override ValueTask<bool> ReadAsync()
    {
        if (_next < _deltas.Count)
        {
            _next++;
            return new(true);
        }

        End();
        return new(false);
    }

    /// <summary>A caller who left early was answered all the same.</summary>
    public override ValueTask DisposeAsync()
    {
        End();
        return default;
    }

    private void End() => Receipt ??= _visit.Saved(_kept.Receipt, _opened);
}
