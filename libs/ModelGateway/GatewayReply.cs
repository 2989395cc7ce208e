using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway;

/// <summary>A reply whose first piece is in hand: which model gives it is settled, and from here on a failure is an exception.</summary>
public abstract class GatewayReply : IAsyncDisposable
{
    private protected GatewayReply()
    {
    }

    /// <summary>The call's own id.</summary>
    public abstract Guid CallId { get; }

    /// <summary>What is left of the caller's limits; null without any.</summary>
    public abstract RateLimitStatus? Limits { get; }

    /// <summary>The deployment that answers, or answered when the reply is not new.</summary>
    public abstract ModelDeployment Deployment { get; }

    /// <summary>Group that answers: the one asked for, or the fallback that took over.</summary>
    public abstract string Group { get; }

    /// <summary>Calls made upstream, this one included.</summary>
    public abstract int Attempts { get; }

    /// <summary>Groups left behind before this one.</summary>
    public abstract int Fallbacks { get; }

    /// <summary>How many other groups the call might have tried.</summary>
    public virtual int MaxFallbacks => 0;

    /// <summary>From the start of the call until now.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Part of <see cref="Elapsed"/> before the attempt that answers: choosing, and attempts that failed.</summary>
    public abstract TimeSpan Overhead { get; }

    /// <summary>The piece that <see cref="ReadAsync"/> moved to.</summary>
    public abstract ModelDelta Current { get; }

    /// <summary>What the call did and cost; set when <see cref="ReadAsync"/> returned false.</summary>
    public GatewayReceipt? Receipt { get; private protected set; }

    /// <summary>What the cache had to do with it; null where it had nothing.</summary>
    public CacheUse? Cache { get; internal set; }

    /// <summary>Moves to the next piece; false at the clean end.</summary>
    /// <exception cref="ModelGatewayException">The reply broke off.</exception>
    public abstract ValueTask<bool> ReadAsync();

    /// <summary>Ends the call upstream when it is not over and nobody else waits for it.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>What the cache had to do with a reply.</summary>
/// <param name="Key">Hash of the request, in hex; the reply may be kept under it.</param>
/// <param name="Similarity">Cosine of this question and the one that was answered before; null when they are equal.</param>
public sealed record CacheUse(string Key, double? Similarity = null);
