using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>How much of the limits on requests, tokens and calls at a time is taken.</summary>
internal interface ILimitCounters
{
    /// <summary>Takes one call with so many tokens from all of these limits, or from none of them.</summary>
    ValueTask<CountedCall> TakeAsync(IReadOnlyList<AppliedLimit> limits, Guid callId, long tokens, CancellationToken ct);

    /// <summary>The call does not begin after all: as if it had not been taken.</summary>
    void GiveBack(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken);

    /// <summary>The call is over: its place is free, and its tokens are now known.</summary>
    void Release(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken, long tokens);
}

/// <summary>What became of the wish to take.</summary>
/// <param name="Second">When it was taken.</param>
/// <param name="Tokens">What was taken.</param>
/// <param name="Status">What is left of the tightest limits; null when none is about requests or tokens.</param>
/// <param name="RetryAfter">Null when it was taken; else when it may be.</param>
internal readonly record struct CountedCall(long Second, long Tokens, RateLimitStatus? Status, TimeSpan? RetryAfter);
