using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;

namespace Agentes.ModelGateway.Caching;

/// <summary>One call at the cache.</summary>
/// <param name="call">The call, with its scope.</param>
/// <param name="group">Name of the group, aliases resolved.</param>
/// <param name="options">How the cache is configured for it.</param>
/// <param name="time">The clock.</param>
/// <param name="note">Told of a reply that no provider was asked for; null when nobody wants to know.</param>
internal sealed class CacheVisit(
    ModelCall call, string group, CachingOptions options, TimeProvider time, Action<CacheVisit, CallOutcome>? note)
{
    private readonly long _started = time.GetTimestamp();

    public ModelCall Call => call;

    public string Group => group;

    public CachingOptions Options => options;

    public CacheWish Wish { get; } = CacheWish.Of(call);

    public CacheScope Scope { get; } = CacheScope.Of(call.Scope!, CacheWish.Of(call).Namespace ?? options.Namespace);

    public Guid CallId { get; } = Guid.CreateVersion7(time.GetUtcNow());

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether this call wants to have to do with the cache at all.</summary>
    public bool Takes => (call.Embedding is null ? options.Replies : options.Embeddings)
        && (!options.OnlyWhenAsked || Wish.UseCache)
        && Wish is not { NoCache: true, NoStore: true }
        && call.Controls?.Rehearsal is null;

    /// <summary>How long its reply is kept.</summary>
    public TimeSpan Lifetime => Wish.Lifetime ?? options.Lifetime;

    /// <summary>False for a reply that is older than this call takes.</summary>
    public bool TakesFrom(DateTimeOffset keptAt) => Wish.NotOlderThan is not { } age || time.GetUtcNow() - keptAt <= age;

    /// <summary>The receipt of a reply that was there already, and word of it to whoever counts calls.</summary>
    public GatewayReceipt Saved(GatewayReceipt first, TimeSpan firstToken)
    {
        var receipt = KeptReply.Again(first, CallId, call.Group, firstToken, Elapsed);
        CacheTelemetry.Saved(receipt);
        note?.Invoke(this, new CallOutcome(CallStatus.Ok, receipt));
        return receipt;
    }
}
