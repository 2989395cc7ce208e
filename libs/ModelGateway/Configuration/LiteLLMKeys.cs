using System.Collections.Frozen;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Keys that LiteLLM reads and this gateway does not: worth another message than a misspelling.</summary>
internal static class LiteLLMKeys
{
    public static FrozenSet<string> Root { get; } = Set(
        "credential_list include guardrails mcp_servers vector_store_registry search_tools");

    public static FrozenSet<string> Parameters { get; } = Set(
        """
        api_version organization max_parallel_requests extra_body region_name tags drop_params additional_drop_params
        allowed_openai_params mock_response litellm_credential_name use_in_pass_through max_budget budget_duration max_retries n
        response_format tools tool_choice logprobs user azure_ad_token aws_access_key_id aws_secret_access_key aws_region_name
        vertex_project vertex_location vertex_credentials input_cost_per_second output_cost_per_second cache_creation_input_token_cost
        """);

    public static FrozenSet<string> Router { get; } = Set(
        """
        retry_after allowed_fails_policy model_group_retry_policy model_group_alias enable_pre_call_checks enable_tag_filtering
        tag_filtering_match_any default_max_parallel_requests default_litellm_params caching_groups provider_budget_config
        optional_pre_call_checks deployment_affinity_ttl_seconds default_priority polling_interval redis_host redis_port redis_password
        redis_url cache_responses cache_kwargs routing_strategy_args client_ttl debug_level set_verbose
        """);

    public static FrozenSet<string> RetryPolicy { get; } = Set(
        """
        BadRequestErrorRetries AuthenticationErrorRetries TimeoutErrorRetries RateLimitErrorRetries ContentPolicyViolationErrorRetries
        InternalServerErrorRetries
        """);

    public static FrozenSet<string> Settings { get; } = Set(
        """
        drop_params modify_params callbacks success_callback failure_callback service_callback cache cache_params max_budget budget_duration
        max_end_user_budget turn_off_message_logging redact_user_api_key_info json_logs enable_json_schema_validation set_verbose
        allowed_fails forward_traceparent_to_llm_provider
        """);

    public static FrozenSet<string> Strategies { get; } = Set(
        "least-busy latency-based-routing usage-based-routing usage-based-routing-v2 cost-based-routing");

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
