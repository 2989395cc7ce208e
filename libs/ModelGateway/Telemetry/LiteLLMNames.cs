namespace Agentes.ModelGateway.Telemetry;

/// <summary>
/// Metrics and labels that dashboards made for LiteLLM ask for. Counters get their <c>_total</c> from the exporter, as they do from
/// LiteLLM's; no instrument has a unit, because the exporter would put it into the name.
/// </summary>
internal static class LiteLLMNames
{
    public const string TotalRequests = "litellm_proxy_total_requests_metric";
    public const string FailedRequests = "litellm_proxy_failed_requests_metric";
    public const string Spend = "litellm_spend_metric";
    public const string InputTokens = "litellm_input_tokens_metric";
    public const string OutputTokens = "litellm_output_tokens_metric";
    public const string TotalTokens = "litellm_total_tokens_metric";
    public const string CachedTokens = "litellm_input_cached_tokens_metric";
    public const string CacheWriteTokens = "litellm_input_cache_creation_tokens_metric";
    public const string TotalLatency = "litellm_request_total_latency_metric";
    public const string ApiLatency = "litellm_llm_api_latency_metric";
    public const string FirstToken = "litellm_llm_api_time_to_first_token_metric";
    public const string Overhead = "litellm_overhead_latency_metric";
    public const string LatencyPerToken = "litellm_deployment_latency_per_output_token";
    public const string DeploymentFailures = "litellm_deployment_failure_responses";
    public const string DeploymentSuccesses = "litellm_deployment_success_responses";
    public const string DeploymentRequests = "litellm_deployment_total_requests";
    public const string DeploymentState = "litellm_deployment_state";
    public const string DeploymentInFlight = "litellm_deployment_in_progress_requests";
    public const string CooledDown = "litellm_deployment_cooled_down";
    public const string SuccessfulFallbacks = "litellm_deployment_successful_fallbacks";
    public const string FailedFallbacks = "litellm_deployment_failed_fallbacks";

    public const string Key = "hashed_api_key";
    public const string Team = "team";
    public const string RequestedModel = "requested_model";
    public const string FallbackModel = "fallback_model";
    public const string Model = "model";
    public const string LiteLLMModel = "litellm_model_name";
    public const string ModelId = "model_id";
    public const string Provider = "api_provider";
    public const string Status = "status_code";
    public const string Route = "route";
    public const string ExceptionStatus = "exception_status";
    public const string ExceptionClass = "exception_class";

    /// <summary>The name that LiteLLM has for a kind of failure, and the status it goes with.</summary>
    public static (string Class, string Status) ErrorOf(FailureClass failure) => failure switch
    {
        FailureClass.UnknownGroup or FailureClass.NotFound => ("NotFoundError", "404"),
        FailureClass.Credential => ("AuthenticationError", "401"),
        FailureClass.NotAllowed => ("PermissionDeniedError", "403"),
        FailureClass.Throttle or FailureClass.Quota or FailureClass.Limited => ("RateLimitError", "429"),
        FailureClass.Budget => ("BudgetExceededError", "429"),
        FailureClass.InvalidRequest => ("BadRequestError", "400"),
        FailureClass.ContextWindow => ("ContextWindowExceededError", "400"),
        FailureClass.ContentPolicy => ("ContentPolicyViolationError", "400"),
        FailureClass.Timeout => ("Timeout", "408"),
        FailureClass.Connection => ("APIConnectionError", "500"),
        FailureClass.Unavailable or FailureClass.Ledger => ("ServiceUnavailableError", "503"),
        _ => ("InternalServerError", "500"),
    };
}
