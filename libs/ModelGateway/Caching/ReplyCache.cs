using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Stands before the choice of a deployment: gives a reply again that was kept, lets equal calls under way share one, and keeps what ended
/// well. Whatever fails here is a miss.
/// </summary>
internal sealed class ReplyCache
{
    private readonly KeptReplies _kept;
    private readonly SemanticCache _semantic;
    private readonly EmbeddingCache _embeddings;
    private readonly Flights _flights = new();
    private readonly TimeProvider _time;

    /// <param name="shared">Store of the host; null when it has none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told of a store that fails.</param>
    public ReplyCache(IReplyStore? shared, TimeProvider time, ILogger logger)
    {
        _time = time;
        _kept = new KeptReplies(shared, time, logger);
        _semantic = new SemanticCache(_kept, time);
        _embeddings = new EmbeddingCache(_kept, _flights);
    }

    /// <summary>Answers from what is there, or asks and keeps.</summary>
    /// <param name="visit">The call.</param>
    /// <param name="open">Asks upstream on behalf of whoever makes the call.</param>
    /// <param name="ct">Ends this caller's part.</param>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    public ValueTask<GatewayReply> OpenAsync(CacheVisit visit, OpenCall open, CancellationToken ct)
    {
        if (!visit.Takes)
        {
            return open(visit.Call, ct);
        }

        return visit.Call.Embedding is { } input
            ? _embeddings.OpenAsync(visit, input, open, ct)
            : CallFingerprint.Of(visit.Scope, visit.Group, visit.Call) is { } key
                ? OpenAsync(visit, key, open, ct)
                : open(visit.Call, ct);
    }

    private async ValueTask<GatewayReply> OpenAsync(CacheVisit visit, CacheKey key, OpenCall open, CancellationToken ct)
    {
        var landings = _flights.Landings;
        if (!visit.Wish.NoCache && await FindAsync(visit, key, ct) is { } equal)
        {
            CacheTelemetry.Count(CacheTelemetry.Hit);
            return equal;
        }

        var question = await SemanticCache.QuestionAsync(visit, open, ct);
        if (!visit.Wish.NoCache && question is not null && await _semantic.FindAsync(visit, question, ct) is { } alike)
        {
            CacheTelemetry.Count(CacheTelemetry.Alike);
            return alike;
        }

        ValueTask<GatewayReply> Ask(CancellationToken stop) => open(visit.Call, stop);
        async ValueTask<GatewayReply> AskUnlessLanded(CancellationToken stop) =>
            _flights.Landings != landings && await FindAsync(visit, key, stop) is { } landed ? landed : await Ask(stop);
        ValueTask Keep(Flight flight, GatewayReply reply) => KeepAsync(visit, key, question, flight, reply);
        var ride = visit.Wish is { NoCache: true } or { NoStore: true }
            ? await Flights.AloneAsync(visit, Ask, Keep, ct)
            : await _flights.RideAsync(visit, key, AskUnlessLanded, Keep, ct);
        CacheTelemetry.Count(ride.Pays ? CacheTelemetry.Miss : CacheTelemetry.Joined);
        ride.Cache = new CacheUse(key.Hash);
        return ride;
    }

    private async ValueTask<ReplayedReply?> FindAsync(CacheVisit visit, CacheKey key, CancellationToken ct) =>
        await _kept.FindAsync(visit, key, ct) is { } kept ? KeptReplies.Replay(kept, visit, new CacheUse(key.Hash)) : null;

    // Only what ended well, was meant to be so long, and came from the group that was asked for.
    private async ValueTask KeepAsync(CacheVisit visit, CacheKey key, SemanticQuestion? question, Flight flight, GatewayReply reply)
    {
        if (visit.Wish.NoStore || flight.Receipt is not { Cached: false } receipt || receipt.Fallbacks > 0 || !EndedWell(flight.Deltas))
        {
            return;
        }

        var kept = new KeptReply(_time.GetUtcNow(), visit.Call.Buffered, reply.Deployment, receipt, [.. flight.Deltas]);
        await _kept.KeepAsync(visit, key, KeptReplyFormat.Write(kept));

        // What was extracted here fits the words of its own question, and is had again for nothing.
        if (question is not null && !receipt.Local)
        {
            _semantic.Remember(visit, question, key, kept);
        }
    }

    private static bool EndedWell(IReadOnlyList<ModelDelta> deltas)
    {
        ChatFinishReason? finish = null;
        foreach (var delta in deltas)
        {
            finish = delta.FinishReason ?? finish;
        }

        return finish == ChatFinishReason.Stop || finish == ChatFinishReason.ToolCalls;
    }
}

/// <summary>Asks upstream.</summary>
internal delegate ValueTask<GatewayReply> OpenCall(ModelCall call, CancellationToken ct);
