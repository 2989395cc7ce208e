using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>Keeps vectors by their input, so that a list is asked for only as far as it is new.</summary>
internal sealed class EmbeddingCache(KeptReplies kept, Flights flights)
{
    public async ValueTask<GatewayReply> OpenAsync(CacheVisit visit, EmbeddingCall input, OpenCall open, CancellationToken ct)
    {
        var keys = new CacheKey[input.Count];
        var found = new KeptVector?[input.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = CallFingerprint.OfInput(visit.Scope, visit.Group, input, i);
        }

        if (!visit.Wish.NoCache)
        {
            var looking = keys.Select(key => kept.FindBytesAsync(visit, key, ct).AsTask()).ToList();
            for (var i = 0; i < keys.Length; i++)
            {
                found[i] = await looking[i] is { } bytes && KeptVector.Read(bytes) is { } vector && visit.TakesFrom(vector.KeptAt) ? vector : null;
            }
        }

        var missing = Enumerable.Range(0, keys.Length).Where(i => found[i] is null).ToList();
        CacheTelemetry.Count(missing.Count == 0 ? CacheTelemetry.Hit : CacheTelemetry.Miss);
        if (missing.Count == 0)
        {
            return new KeptEmbeddings(visit, found!, keys[0]);
        }

        var rest = Only(input, missing);
        var call = visit.Call with { Embedding = rest, Messages = [.. rest.Texts.Select(text => new ChatMessage(ChatRole.User, text))] };
        var inner = await OpenAsync(visit, keys, missing, call, open, ct);
        return new MergedEmbeddings(inner, found, missing) { Cache = new CacheUse(keys[0].Hash) };
    }

    private async ValueTask<GatewayReply> OpenAsync(
        CacheVisit visit, CacheKey[] keys, List<int> missing, ModelCall call, OpenCall open, CancellationToken ct)
    {
        ValueTask<GatewayReply> Ask(CancellationToken stop) => open(call, stop);
        async ValueTask Keep(Flight flight, GatewayReply reply)
        {
            if (visit.Wish.NoStore || flight.Receipt is not { Fallbacks: 0 } receipt || flight.Deltas is not [{ Embeddings: { } vectors }, ..])
            {
                return;
            }

            for (var i = 0; i < vectors.Count; i++)
            {
                var vector = KeptVector.Share(vectors[i], receipt, vectors.Count, reply.Deployment, visit.Now);
                await kept.KeepAsync(visit, keys[missing[i]], KeptVector.Write(vector));
            }
        }

        if (visit.Wish is { NoCache: true } or { NoStore: true })
        {
            return await Flights.AloneAsync(visit, Ask, Keep, ct);
        }

        // The same list is the same flight: the keys of its inputs name it.
        var print = new Fingerprint().Add(missing.Select(i => keys[i].Hash));
        return await flights.RideAsync(visit, new CacheKey(visit.Scope, print.Hash()), Ask, Keep, ct);
    }

    private static EmbeddingCall Only(EmbeddingCall input, List<int> indexes) => input with
    {
        Texts = [.. indexes.Where(i => i < input.Texts.Count).Select(i => input.Texts[i])],
        Tokens = [.. indexes.Where(i => i >= input.Texts.Count).Select(i => input.Tokens[i - input.Texts.Count])],
    };
}
