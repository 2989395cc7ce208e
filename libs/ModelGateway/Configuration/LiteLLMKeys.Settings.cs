using System.Collections.Frozen;

namespace Agentes.ModelGateway.Configuration;

/// <content>Keys of the settings and of the top of the file.</content>
internal static partial class LiteLLMKeys
{
    public static FrozenDictionary<string, ForeignKey> Root { get; } = Table(
        """
        guardrails              ! LiteLLM runs them around each call; here nothing would, and a guard that is dropped is none
        mcp_servers             ! LiteLLM offers their tools to the models; here nothing would
        vector_store_registry   ! LiteLLM searches them for the models; here nothing would
        search_tools            ! LiteLLM offers them to the models; here nothing would
        callback_settings       ~ LiteLLM configures its callbacks with it; here spans and metrics leave over OpenTelemetry
        """);

    public static FrozenDictionary<string, ForeignKey> Router { get; } = Table(
        """
        model_group_retry_policy          ! LiteLLM counts retries by group and error with it; here num_retries of a deployment does
        provider_budget_config            ! LiteLLM stops calls to a provider beyond it; here nothing would, and a limit that is dropped is none
        enable_pre_call_checks            ~ LiteLLM counts the tokens of a prompt before a call; here the provider says that it does not fit
        optional_pre_call_checks          ! LiteLLM binds callers to deployments and enforces budgets with it; here nothing would
        deployment_affinity_ttl_seconds   ~ LiteLLM reads it with optional_pre_call_checks, which is refused here
        caching_groups                    ! LiteLLM lets groups share cached replies with it; here each group has its own
        cache_responses                   ? LiteLLM answers from its cache; here litellm_settings.cache switches it on
        cache_kwargs                      ! LiteLLM configures its cache with it; here litellm_settings.cache_params does
        redis_host                        ~ LiteLLM shares its cooldowns over Redis; here each process has its own
        redis_port                        ~ LiteLLM shares its cooldowns over Redis; here each process has its own
        redis_password                    ~ LiteLLM shares its cooldowns over Redis; here each process has its own
        redis_url                         ~ LiteLLM shares its cooldowns over Redis; here each process has its own
        default_priority                  ! LiteLLM queues calls by it; here there is no queue
        polling_interval                  ~ LiteLLM looks at its queue that often; here there is no queue
        client_ttl                        ~ LiteLLM keeps its clients that long; here connections are pooled
        debug_level                       ~ LiteLLM logs by it; here the level of the log decides
        set_verbose                       ~ LiteLLM logs by it; here the level of the log decides
        """);

    public static FrozenDictionary<string, ForeignKey> Settings { get; } = Table(
        """
        drop_params                          ~ LiteLLM refuses a parameter that a model does not take unless this is on; here it is always left out
        modify_params                        ~ LiteLLM mends requests for a provider when this is on; here that is always done
        callbacks                            ~ LiteLLM reports calls with them; here spans and metrics leave over OpenTelemetry
        success_callback                     ~ LiteLLM reports calls with them; here spans and metrics leave over OpenTelemetry
        failure_callback                     ~ LiteLLM reports calls with them; here spans and metrics leave over OpenTelemetry
        service_callback                     ~ LiteLLM reports its own services with them; here metrics leave over OpenTelemetry
        max_budget                           ! LiteLLM refuses calls beyond it; here budgets are the platform's (/api/v1/model-limits)
        budget_duration                      ! LiteLLM resets max_budget by it, which is not read here
        max_end_user_budget                  ! LiteLLM refuses calls beyond it; here budgets are the platform's (/api/v1/model-limits)
        enable_json_schema_validation        ? LiteLLM checks replies against the schema; here the provider's own word counts
        model_alias_map                      ! LiteLLM renames models with it; write router_settings.model_group_alias
        turn_off_message_logging             ~ LiteLLM logs messages unless this is on; here they are never logged
        redact_user_api_key_info             ~ LiteLLM logs who called unless this is on; here keys are never logged
        json_logs                            ~ LiteLLM shapes its log with it; here the host does
        set_verbose                          ~ LiteLLM logs by it; here the level of the log decides
        forward_traceparent_to_llm_provider  ~ LiteLLM passes a trace on with it; here the span ends at the provider
        """);

    public static FrozenDictionary<string, ForeignKey> CacheParameters { get; } = Table(
        """
        host                              ~ LiteLLM looks for its Redis there; here the host's own Redis is used
        port                              ~ LiteLLM looks for its Redis there; here the host's own Redis is used
        username                          ~ LiteLLM logs in to its Redis with it; here the host's own Redis is used
        password                          ~ LiteLLM logs in to its Redis with it; here the host's own Redis is used
        url                               ~ LiteLLM looks for its Redis there; here the host's own Redis is used
        ssl                               ~ LiteLLM speaks to its Redis with it; here the host's own Redis is used
        max_connections                   ~ LiteLLM limits its connections to Redis; here the host's own are used
        redis_startup_nodes               ! LiteLLM looks for its Redis cluster there; here nobody would
        redis_semantic_cache_index_name   ~ LiteLLM names its index by it; here vectors are searched in the process
        redis_flush_size                  ~ LiteLLM writes to Redis in bundles of it; here each reply is written as it ends
        """);

    public static FrozenDictionary<string, ForeignKey> General { get; } = Table(
        """
        master_key                             ~ LiteLLM opens everything with it, budgets included; here it opens nothing: keys are the platform's
        database_url                           ~ LiteLLM keeps keys and spend there; here the platform's own database does
        database_connection_pool_limit         ~ LiteLLM limits its pool with it; here DATABASE_URL says so
        proxy_batch_write_at                   ~ LiteLLM writes spend that often; here each call is written as it ends
        store_model_in_db                      ~ LiteLLM lets the database override the file; here the file alone counts
        store_prompts_in_spend_logs            ? LiteLLM keeps prompts beside the spend; here they are never kept there
        disable_spend_logs                     ~ LiteLLM stops writing spend; here every call is in the platform's ledger
        maximum_spend_logs_retention_period    ~ LiteLLM deletes spend by it; here the platform's own retention counts
        max_request_size_mb                    ! LiteLLM refuses larger requests; here nothing would by this key
        max_response_size_mb                   ! LiteLLM refuses larger replies; here nothing would
        max_parallel_requests                  ! LiteLLM refuses what exceeds it; here nothing would, and a limit that is dropped is none
        global_max_parallel_requests           ! LiteLLM refuses what exceeds it; here nothing would, and a limit that is dropped is none
        user_api_key_cache_ttl                 ~ LiteLLM remembers keys that long; here a withdrawn key stops at once
        allow_requests_on_db_unavailable       ? LiteLLM lets every key in while its database is away; here none is let in unseen
        background_health_checks               ~ LiteLLM calls models to see whether they live; here health comes from the calls themselves
        health_check_interval                  ~ LiteLLM calls models that often; here health comes from the calls themselves
        alerting                               ~ LiteLLM sends messages with it; here metrics do
        alerting_threshold                     ~ LiteLLM sends messages with it; here metrics do
        custom_auth                            ! LiteLLM asks this program who may call; here nobody would
        litellm_key_header_name                ! LiteLLM looks for keys in this header; here Authorization and x-api-key count
        pass_through_endpoints                 ! LiteLLM serves these routes; here nobody would
        forward_client_headers_to_llm_api      ? LiteLLM passes the caller's headers on; here they stay
        """);
}
