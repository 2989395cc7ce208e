namespace Agentes.ModelGateway.Admission;

/// <summary>
/// Who may begin a call, and where it is told how each call ended. The gateway asks once for a call, whatever its attempts and fallbacks, and
/// settles each ticket exactly once: after success, failure, a broken stream, a cancelled or abandoned call alike.
/// </summary>
public interface ICallAdmission
{
    /// <summary>Lets the call begin or says why not. A refused call has taken nothing.</summary>
    ValueTask<Admitted> AdmitAsync(CallDemand demand, CancellationToken ct);

    /// <summary>Notes a call that was answered without asking a provider, and so without a ticket.</summary>
    void Note(CallDemand demand, CallOutcome outcome);
}

/// <summary>The ticket of a call that may begin, or why it may not.</summary>
/// <param name="Ticket">Null when the call was refused.</param>
/// <param name="Refusal">Null when the call may begin.</param>
public readonly record struct Admitted(ICallTicket? Ticket, CallRefusal? Refusal);

/// <summary>A call that was let in.</summary>
public interface ICallTicket
{
    /// <summary>What is left of the tightest limits; null when none is configured.</summary>
    RateLimitStatus? Limits { get; }

    /// <summary>Tokens that the reply must not exceed, because no more are paid for; null for no such bound.</summary>
    int? MaxOutputTokens { get; }

    /// <summary>The end of the call. Called once, from any thread; it neither waits nor throws.</summary>
    void Settle(CallOutcome outcome);
}

/// <summary>Why a call may not begin.</summary>
/// <param name="Class">One of the kinds that are about the caller's own allowance.</param>
/// <param name="Reason">For a person; without amounts.</param>
public sealed record CallRefusal(FailureClass Class, string Reason)
{
    /// <summary>When the same call may be let in.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The limits that were met.</summary>
    public RateLimitStatus? Limits { get; init; }
}

/// <summary>The tightest limits of a call: the one on requests and the one on tokens with the smallest share left.</summary>
/// <param name="Requests">Null when requests are not limited.</param>
/// <param name="Tokens">Null when tokens are not limited.</param>
public sealed record RateLimitStatus(Allowance? Requests, Allowance? Tokens);

/// <summary>One limit per minute.</summary>
/// <param name="Limit">Most in any 60 seconds.</param>
/// <param name="Remaining">What could be taken now.</param>
/// <param name="Reset">Until all of it is free again.</param>
public sealed record Allowance(long Limit, long Remaining, TimeSpan Reset);
