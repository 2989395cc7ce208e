using System.Collections.Frozen;

namespace Agentes.ModelGateway.Configuration;

/// <content>Keys of <c>model_list</c>.</content>
internal static partial class LiteLLMKeys
{
    public static FrozenDictionary<string, ForeignKey> Parameters { get; } = Table(
        """
        api_version              ! LiteLLM sends it to Azure and Vertex, which have no wire here yet
        azure_ad_token           ! LiteLLM logs in to Azure with it, which has no wire here yet
        tenant_id                ! LiteLLM logs in to Azure with it, which has no wire here yet
        client_id                ! LiteLLM logs in to Azure with it, which has no wire here yet
        client_secret            ! LiteLLM logs in to Azure with it, which has no wire here yet
        aws_access_key_id        ! LiteLLM signs requests to Bedrock with it, which has no wire here
        aws_secret_access_key    ! LiteLLM signs requests to Bedrock with it, which has no wire here
        aws_session_token        ! LiteLLM signs requests to Bedrock with it, which has no wire here
        aws_region_name          ! LiteLLM picks a region of Bedrock with it, which has no wire here
        vertex_project           ! LiteLLM addresses Vertex with it, which has no wire here
        vertex_location          ! LiteLLM addresses Vertex with it, which has no wire here
        vertex_credentials       ! LiteLLM logs in to Vertex with it, which has no wire here
        custom_llm_provider      ! LiteLLM takes it for the provider; write it in front of the model, as in openai/name
        max_budget               ! LiteLLM refuses calls beyond it; here nothing would, and a limit that is dropped is none
        budget_duration          ! LiteLLM resets max_budget by it, which is not read here
        region_name              ! LiteLLM keeps calls in the region, with enable_pre_call_checks; here nothing would
        extra_body               ! LiteLLM merges it into each request; here only the request's own members reach the provider
        additional_drop_params   ! LiteLLM removes these members from each request; here they would still be sent
        mock_response            ! LiteLLM answers with it and calls nobody; use local/extractive for answers without a provider
        tools                    ! LiteLLM offers them with every request; here a request brings its own
        tool_choice              ! LiteLLM sends it with every request; here a request brings its own
        response_format          ! LiteLLM sends it with every request; here a request brings its own
        reasoning_effort         ! LiteLLM sends it with every request; here a request brings its own
        thinking                 ! LiteLLM sends it with every request; here a request brings its own
        logprobs                 ! LiteLLM sends it with every request; here a request brings its own
        n                        ! LiteLLM sends it with every request; here a request brings its own
        user                     ! LiteLLM sends it with every request; here a request brings its own
        input_cost_per_second    ! LiteLLM prices by duration with it; here a price is per token, so the cost would be wrong
        output_cost_per_second   ! LiteLLM prices by duration with it; here a price is per token, so the cost would be wrong
        drop_params              ~ LiteLLM refuses a parameter that the model does not take unless this is on; here it is always left out
        allowed_openai_params    ~ LiteLLM drops other parameters; here a provider of the caller's own wire always gets them
        use_in_pass_through      ~ LiteLLM offers its pass-through routes with this key; here there are none
        max_retries              ~ LiteLLM gives it to the provider's client, which retries under the router; here num_retries alone counts
        """);

    public static FrozenDictionary<string, ForeignKey> Information { get; } = Table(
        """
        mode                                ~ LiteLLM picks the kind of its health check by it
        description                         ~ LiteLLM lists it at /model/info
        health_check_model                  ~ LiteLLM checks the health of a wildcard with it; here health comes from the calls themselves
        health_check_timeout                ~ LiteLLM limits its health check with it; here health comes from the calls themselves
        disable_background_health_check     ~ LiteLLM leaves it out of its health checks; here health comes from the calls themselves
        max_tokens                          ~ LiteLLM lists it at /model/info
        max_input_tokens                    ~ LiteLLM skips a deployment that is too small with enable_pre_call_checks; here its provider says so
        max_output_tokens                   ~ LiteLLM lists it at /model/info
        supports_function_calling           ~ LiteLLM lists it at /model/info
        supports_parallel_function_calling  ~ LiteLLM lists it at /model/info
        supports_tool_choice                ~ LiteLLM lists it at /model/info
        supports_vision                     ~ LiteLLM lists it at /model/info
        supports_reasoning                  ~ LiteLLM lists it at /model/info
        supports_prompt_caching             ~ LiteLLM lists it at /model/info
        supports_response_schema            ~ LiteLLM lists it at /model/info
        supports_system_messages            ~ LiteLLM lists it at /model/info
        supports_pdf_input                  ~ LiteLLM lists it at /model/info
        supports_audio_input                ~ LiteLLM lists it at /model/info
        supports_audio_output               ~ LiteLLM lists it at /model/info
        supports_video_input                ~ LiteLLM lists it at /model/info
        supports_web_search                 ~ LiteLLM lists it at /model/info
        supports_computer_use               ~ LiteLLM lists it at /model/info
        supports_assistant_prefill          ~ LiteLLM lists it at /model/info
        supported_environments              ! LiteLLM offers the model in these environments alone; here it would be offered in all
        access_groups                       ! LiteLLM opens the model to these groups of keys alone; here every key could use it
        team_id                             ! LiteLLM opens the model to this team alone; here every key could use it
        """);

    public static FrozenDictionary<string, ForeignKey> Credential { get; } = Table(
        """
        api_version          ! LiteLLM sends it to Azure and Vertex, which have no wire here yet
        aws_access_key_id    ! LiteLLM signs requests to Bedrock with it, which has no wire here
        vertex_credentials   ! LiteLLM logs in to Vertex with it, which has no wire here
        """);
}
