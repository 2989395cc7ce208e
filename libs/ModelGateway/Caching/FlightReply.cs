using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway.Caching;

/// <summary>One rider's view of a flight, from its first piece on. Only the one who began it pays.</summary>
internal sealed class FlightReply(Flight flight, GatewayReply first, CacheVisit visit, bool pays, CancellationToken ct) : GatewayReply
{
    private readonly TimeSpan _opened = visit.Elapsed;
    private int _next;
    private bool _left;
    private ModelDelta _current;

    /// <summary>This is the caller who began it.</summary>
    public bool Pays => pays;

    public override Guid CallId => pays ? first.CallId : visit.CallId;

    public override RateLimitStatus? Limits => pays ? first.Limits : null;

    public override ModelDeployment Deployment => first.Deployment;

    public override string Group => first.Group;

    public override int Attempts => pays ? first.Attempts : 0;

    public override int Fallbacks => first.Fallbacks;

    public override int MaxFallbacks => first.MaxFallbacks;

    public override TimeSpan Elapsed => visit.Elapsed;

    public override TimeSpan Overhead => pays ? first.Overhead : _opened;

    public override ModelDelta Current => _current;

    public override async ValueTask<bool> ReadAsync()
    {
        if (await flight.ReadAsync(_next, ct) is { } delta)
        {
            _next++;
            _current = delta;
            return true;
        }

        Receipt ??= pays ? flight.Receipt : visit.Saved(flight.Receipt!, _opened);
        return false;
    }

    /// <summary>Leaves; the call upstream ends when this was the last one.</summary>
    public override ValueTask DisposeAsync()
    {
        if (!_left)
        {
            _left = true;
            flight.Leave();
        }

        return default;
    }
}
