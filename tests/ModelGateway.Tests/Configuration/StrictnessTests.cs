using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class StrictnessTests
{
    private const string Valid = "model_list:\n  - model_name: a\n    litellm_params: {model: local/extractive}\n";

    [Theory]
    [InlineData("{model: gpt-4o, temprature: 1}", "LiteLLM hands it to the provider with every request", "did you mean 'temperature'?")]
    [InlineData("{model: gpt-4o, max_budget: 5}", "a limit that is dropped is none", "max_budget")]
    [InlineData("{model: gpt-4o, enable_pre_call_checks: true}", "it belongs to router_settings", "enable_pre_call_checks")]
    [InlineData("{model: gpt-4o, base_model: gpt-4}", "it belongs to model_list[].model_info", "base_model")]
    [InlineData("{model: gpt-4o, max_tokens: 1, max_completion_tokens: 1}", "contradicts max_tokens", "LiteLLM sends both")]
    [InlineData("{model: claude-x, organization: o}", "is OpenAI's", "LiteLLM drops it")]
    [InlineData("{model: openai/*}", "nothing would take the place of the *", "'a' is none")]
    [InlineData("{model: gpt-4o, litellm_credential_name: x}", "'x' is not in credential_list", "credential")]
    public void A_deployment_is_read_to_the_last_key(string parameters, string first, string second)
    {
        var yaml = $"model_list:\n  - model_name: a\n    litellm_params: {parameters}\n    model_info: {{id: i}}\nrouter_settings: {{timeout: 3}}";

        var error = Yaml.Errors(yaml).ShouldHaveSingleItem();

        error.ShouldStartWith("config.yaml:3:");
        error.ShouldContain(first);
        error.ShouldContain(second);
    }

    [Theory]
    [InlineData("router_settings: {fallbacks: [{a: [a]}]}", "falls back to itself")]
    [InlineData("router_settings: {fallbacks: [{a: [b]}, {a: [b]}]}", "is there twice (LiteLLM reads the first one alone)")]
    [InlineData("router_settings: {disable_cooldowns: true, cooldown_time: 3}", "contradicts cooldown_time")]
    [InlineData("router_settings: {num_retries: 1, retry_policy: {max_retries: 2}}", "contradicts num_retries")]
    [InlineData("router_settings: {fallback_model: a, default_fallbacks: [a]}", "contradicts default_fallbacks")]
    [InlineData("router_settings: {model_group_alias: {b: a}}", "is a group of model_list too (LiteLLM lets the alias hide it)")]
    [InlineData("router_settings: {model_group_alias: {c: {model: a, hiden: true}}}", "did you mean 'hidden'?")]
    [InlineData("router_settings: {model_group_alias: {c: nobody}}", "names the group 'nobody'")]
    [InlineData("litellm_settings: {cache: true, cache_params: {type: s3}}", "is a cache of LiteLLM that this gateway does not have")]
    [InlineData("litellm_settings: {cache: true, cache_params: {type: redis-semantic}}", "needs redis_semantic_cache_embedding_model")]
    [InlineData(
        "litellm_settings: {cache: true, cache_params: {type: local-semantic, redis_semantic_cache_embedding_model: nobody}}",
        "names the group 'nobody'")]
    [InlineData("litellm_settings: {cache: true, cache_params: {mode: off}}", "is neither default_on nor default_off")]
    [InlineData("litellm_settings: {cache: true, cache_params: {supported_call_types: [acompletio]}}", "did you mean 'acompletion'?")]
    [InlineData("litellm_settings: {cache: true, cache_params: {tttl: 5}}", "did you mean 'ttl'?")]
    [InlineData("router_settings: {cache_responses: true}", "here litellm_settings.cache switches it on")]
    [InlineData("general_settings: {global_max_parallel_requests: 9}", "a limit that is dropped is none")]
    [InlineData("general_settings: {master_kee: x}", "master_kee: is not a known key here")]
    [InlineData("guardrails: []", "a guard that is dropped is none")]
    [InlineData("environment_variables: {A: os.environ/NOPE}", "environment variable NOPE is not set")]
    [InlineData("credential_list: [{credential_name: c}]", "credential_values: is missing")]
    [InlineData("include: [nowhere.yaml]", "'nowhere.yaml' cannot be read")]
    public void A_setting_that_would_be_dropped_or_contradicts_another_is_an_error(string setting, string expected)
    {
        var groups = Valid + "  - model_name: b\n    litellm_params: {model: local/extractive}\n";
        Yaml.Read(groups).Groups.Count.ShouldBe(2, "control");

        var error = Yaml.Errors(groups + setting).ShouldHaveSingleItem();

        error.ShouldContain(expected);
        error.ShouldStartWith("config.yaml:6:");
    }

    [Theory]
    [InlineData("router_settings: {redis_host: x}", "here each process has its own")]
    [InlineData("litellm_settings: {drop_params: true}", "here it is always left out")]
    [InlineData("litellm_settings: {callbacks: [prometheus]}", "leave over OpenTelemetry")]
    [InlineData("general_settings: {master_key: sk-1}", "here it opens nothing")]
    [InlineData("litellm_settings: {num_retries: 1}\nrouter_settings: {num_retries: 2}", "router_settings wins, as in LiteLLM")]
    public void What_only_tunes_LiteLLM_is_accepted_with_a_note(string setting, string expected)
    {
        Yaml.Read(Valid).Notes.ShouldBeEmpty("control");

        Yaml.Read(Valid + setting).Notes.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void Every_key_of_the_tables_says_what_LiteLLM_does_or_why_nothing_is_lost()
    {
        var tables = new[]
        {
            LiteLLMKeys.Root, LiteLLMKeys.Parameters, LiteLLMKeys.Information, LiteLLMKeys.Credential, LiteLLMKeys.Router, LiteLLMKeys.Settings,
            LiteLLMKeys.General,
        };

        tables.Sum(table => table.Count).ShouldBeGreaterThan(120);
        tables.SelectMany(table => table).ShouldAllBe(key => key.Value.Reason.Contains("LiteLLM", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_deployments_of_one_id_are_refused_and_an_id_that_is_a_group_too()
    {
        const string Two = """
            model_list:
              - {model_name: a, litellm_params: {model: local/extractive}, model_info: {id: one}}
              - {model_name: a, litellm_params: {model: local/extractive}, model_info: {id: ID}}
            """;
        Yaml.Read(Two.Replace("ID", "two", StringComparison.Ordinal)).Groups[0].Deployments.Select(d => d.Id).ShouldBe(["one", "two"]);

        Yaml.Errors(Two.Replace("ID", "one", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("LiteLLM keeps the last one");
        Yaml.Errors(Two.Replace("ID", "a", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("also the name of a group");
    }
}
