using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway;

/// <summary>Kinds of failures; each has one stable code and one way to go on.</summary>
public enum FailureClass
{
    /// <summary><c>unknown_group</c>: the caller named a group that is not configured.</summary>
    UnknownGroup,

    /// <summary><c>no_deployment_available</c>: nothing in the group or its fallbacks can be called now.</summary>
    Unavailable,

    /// <summary><c>upstream_authentication</c>: the provider refused our key (401, 403).</summary>
    Credential,

    /// <summary><c>rate_limit_exceeded</c>: the provider asks to slow down (429).</summary>
    Throttle,

    /// <summary><c>quota_exceeded</c>: the account has no money or quota left (402, insufficient_quota).</summary>
    Quota,

    /// <summary><c>model_not_found</c>: the provider does not have this model (404).</summary>
    NotFound,

    /// <summary><c>invalid_request</c>: the provider refused the request itself (other 4xx).</summary>
    InvalidRequest,

    /// <summary><c>context_length_exceeded</c>: the prompt does not fit.</summary>
    ContextWindow,

    /// <summary><c>content_policy_violation</c>: the provider refused the content.</summary>
    ContentPolicy,

    /// <summary><c>upstream_error</c>: the provider failed (408, 409, 5xx, or an error inside the stream).</summary>
    Server,

    /// <summary><c>upstream_timeout</c>: a phase took too long.</summary>
    Timeout,

    /// <summary><c>upstream_unreachable</c>: no connection (DNS, refused, TLS).</summary>
    Connection,

    /// <summary><c>upstream_malformed</c>: the answer is not what the protocol says, or holds no reply at all.</summary>
    Malformed,

    /// <summary><c>stream_truncated</c>: the stream ended before its reply did.</summary>
    Truncated,

    /// <summary><c>model_not_allowed</c>: the credential may not use this model.</summary>
    NotAllowed,

    /// <summary><c>rate_limit_exceeded</c>: the caller's own limit on requests, tokens or calls at a time; no provider was asked.</summary>
    Limited,

    /// <summary><c>budget_exceeded</c>: the caller's own budget has no room for this call.</summary>
    Budget,

    /// <summary><c>ledger_unavailable</c>: what the call costs could not be written down, or its limits not be looked up.</summary>
    Ledger,
}

/// <summary>One failure as the retry policy sees it.</summary>
internal sealed record ModelFailure(FailureClass Class, string Reason)
{
    public int? Status { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The caller's own limits, where they are what the call failed on.</summary>
    public RateLimitStatus? Limits { get; init; }

    /// <summary>The provider says that the same request would fail again.</summary>
    public bool IsFinal { get; init; }

    public string? UpstreamMessage { get; init; }

    public Exception? Exception { get; init; }

    public string Code => Class switch
    {
        FailureClass.UnknownGroup => "unknown_group",
        FailureClass.Unavailable => "no_deployment_available",
        FailureClass.Credential => "upstream_authentication",
        FailureClass.Throttle => "rate_limit_exceeded",
        FailureClass.Quota => "quota_exceeded",
        FailureClass.NotFound => "model_not_found",
        FailureClass.InvalidRequest => "invalid_request",
        FailureClass.ContextWindow => "context_length_exceeded",
        FailureClass.ContentPolicy => "content_policy_violation",
        FailureClass.Server => "upstream_error",
        FailureClass.Timeout => "upstream_timeout",
        FailureClass.Connection => "upstream_unreachable",
        FailureClass.Malformed => "upstream_malformed",
        FailureClass.NotAllowed => "model_not_allowed",
        FailureClass.Limited => "rate_limit_exceeded",
        FailureClass.Budget => "budget_exceeded",
        FailureClass.Ledger => "ledger_unavailable",
        _ => "stream_truncated",
    };
}

/// <summary>How a provider says that its attempt failed, in words the policy understands.</summary>
internal sealed class ProviderException(ModelFailure failure) : Exception(failure.Reason, failure.Exception)
{
    public ModelFailure Failure { get; } = failure;
}
