using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class ConfigurationTests
{
    private static readonly Func<string, string?> NoKeys = _ => null;

    [Fact]
    public void The_specifications_file_loads_as_it_stands()
    {
        var options = Load("models.spec.yaml", name => name + "-value");

        options.Groups.Select(group => group.Name)
            .ShouldBe(["tier1-llama", "tier1-gemini", "tier2-haiku", "tier3-sonnet", "tier4-opus"]);
        var all = options.Groups.SelectMany(group => group.Deployments).ToList();
        all.ConvertAll(d => d.Provider).ShouldBe(["together_ai", "gemini", "anthropic", "anthropic", "anthropic"]);
        all.ConvertAll(d => d.Model).ShouldBe(
        [
            "Meta-Llama-3.2-3B-Instruct-Turbo", "gemini-1.5-flash", "claude-3-haiku-20240307", "claude-3-5-sonnet-20241022",
            "claude-3-opus-20240229",
        ]);
        all.ConvertAll(d => d.ApiKey!.Reveal()).ShouldBe(
        [
            "TOGETHER_API_KEY-value", "GOOGLE_API_KEY-value", "ANTHROPIC_API_KEY-value", "ANTHROPIC_API_KEY-value",
            "ANTHROPIC_API_KEY-value",
        ]);
        all.ConvertAll(d => d.Defaults.MaxOutputTokens).ShouldBe([150, 200, 500, 1000, 2000]);
        all[0].Defaults.Temperature.ShouldBe(0.7f);
        all.ShouldAllBe(d => d.UnavailableReason == null && d.Price != null && d.ApiBase != null);
        options.DefaultFallbacks.ShouldBe(["tier1-llama"]);
        (options.Retries.Count, options.Retries.BackoffFactor).ShouldBe((3, 2));
        var thirty = TimeSpan.FromSeconds(30);
        (options.Timeouts.FirstToken, options.Timeouts.Idle, options.Timeouts.Buffered).ShouldBe((thirty, thirty, thirty));
        options.Notes.Count.ShouldBe(4, "each key of its own dialect is reported");
    }

    [Theory]
    [InlineData("claude-3-haiku", "tier2-haiku", "0.00000025", "0.00000125", "0.00000003")]
    [InlineData("claude-3-5-sonnet", "tier3-sonnet", "0.000003", "0.000015", "0.0000003")]
    [InlineData("claude-3-opus", "tier4-opus", "0.000015", "0.000075", "0.0000015")]
    public void Its_models_have_list_prices(string model, string group, string input, string output, string cached)
    {
        var deployment = Load("models.spec.yaml", NoKeys).Groups.Single(g => g.Name == group).Deployments[0];

        deployment.Model.ShouldStartWith(model);
        var price = deployment.Price.ShouldNotBeNull();
        (price.Input, price.Output, price.CachedInput).ShouldBe((decimal.Parse(input), decimal.Parse(output), decimal.Parse(cached)));
        price.Source.ShouldNotBeNullOrEmpty();
        price.AsOf.ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_any_key_the_shipped_file_answers_locally_without_an_attempt()
    {
        var options = Load("models.yaml", NoKeys);
        await using var gateway = new TestGateway(options);

        gateway.Client.Groups.Where(group => group.Available).Select(group => group.Name).ShouldBe(["local"]);
        gateway.Client.Groups[0].Reason.ShouldBe("TOGETHER_API_KEY is not set");
        foreach (var group in options.Groups)
        {
            var receipt = (await gateway.AskAsync(group.Name)).Receipt;
            (receipt.Group, receipt.Local, receipt.Attempts, receipt.CostUsd).ShouldBe(("local", true, 1, 0m));
        }

        gateway.Client.Quote("tier4-opus", 1_000_000, 1_000_000).ShouldBe(30m);
        gateway.Client.Quote("tier1-gemini", 1, 1).ShouldBeNull("nobody gave a price");
        gateway.Client.Quote("local", 1, 1).ShouldBe(0m);
    }

    [Fact]
    public void LiteLLMs_dialect_loads()
    {
        var options = ModelGatewayConfiguration.Parse(
            """
            model_list:
              - model_name: chat
                litellm_params: {model: gpt-4o, api_key: os.environ/KEY_A, weight: 3, timeout: 12, num_retries: 5}
                model_info: {id: first, input_cost_per_token: 2.5e-06, output_cost_per_token: 0.00001, mode: chat}
              - model_name: chat
                litellm_params:
                  model: openai/my-model
                  api_base: "http://${HOST:-localhost}:8000/v1"
                  order: 2
                  stop: ["A", "B"]
                  extra_headers: {X-Org: loja}
              - model_name: spare
                litellm_params: {model: ollama/llama3.2}
              - model_name: paid
                litellm_params: {model: groq/llama, api_key: os.environ/MISSING}
            litellm_settings:
              num_retries: 9
            router_settings:
              routing_strategy: simple-shuffle
              num_retries: 1
              timeout: 20
              stream_timeout: 7
              allowed_fails: 4
              cooldown_time: 11
              fallbacks: [{"chat": ["spare"]}, {"*": ["paid"]}]
              context_window_fallbacks: [{"chat": ["paid"]}]
            general_settings: {master_key: sk-1}
            """, "litellm.yaml", name => name == "KEY_A" ? "sk-a" : null);

        var chat = options.Groups[0].Deployments;
        (chat[0].Id, chat[0].Weight, chat[0].RetryCount, chat[0].ApiKey!.Reveal()).ShouldBe(("first", 3, 5, "sk-a"));
        chat[0].Price.ShouldNotBeNull().Input.ShouldBe(0.0000025m);
        chat[0].Timeouts.ShouldNotBeNull().FirstToken.ShouldBe(TimeSpan.FromSeconds(12));
        (chat[1].ApiBase!.AbsoluteUri, chat[1].Order, chat[1].Weight, chat[1].ApiKey).ShouldBe(("http://localhost:8000/v1", 2, 1, null));
        chat[1].UnavailableReason.ShouldBeNull();
        chat[1].Defaults.Stop.ShouldBe(["A", "B"]);
        chat[1].ExtraHeaders["X-Org"].ShouldBe("loja");
        options.Groups[1].Deployments[0].ApiBase!.AbsoluteUri.ShouldBe("http://127.0.0.1:11434/v1");
        options.Groups[2].Deployments[0].UnavailableReason.ShouldBe("MISSING is not set");
        options.Retries.Count.ShouldBe(1, "router_settings wins");
        (options.Retries.AllowedFails, options.Retries.Cooldown).ShouldBe((4, TimeSpan.FromSeconds(11)));
        (options.Timeouts.FirstToken, options.Timeouts.Buffered).ShouldBe((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20)));
        options.Fallbacks["chat"].ShouldBe(["spare"]);
        options.Fallbacks["*"].ShouldBe(["paid"]);
        options.ContextWindowFallbacks["chat"].ShouldBe(["paid"]);
    }

    [Theory]
    [InlineData(
        "router_setings: {}",
        "config.yaml:4:1: router_setings: is not a known key here (LiteLLM drops it in silence); did you mean 'router_settings'?")]
    [InlineData(
        "router_settings:\n  timeout_second: 3",
        "config.yaml:5:3: router_settings.timeout_second: is not a known key here (LiteLLM drops it in silence); did "
        + "you mean 'timeout_seconds'?")]
    [InlineData("router_settings:\n  timeout: soon", "config.yaml:5:12: router_settings.timeout: must be a number from 0.001 to 86400")]
    [InlineData(
        "router_settings:\n  timeout: 3\n  timeout_seconds: 3",
        "config.yaml:6:20: router_settings.timeout_seconds: contradicts timeout: give one of the two (LiteLLM reads timeout "
        + "alone)")]
    [InlineData(
        "router_settings:\n  fallback_model: aa",
        "config.yaml:5:19: router_settings.fallback_model: names the group 'aa', which model_list does not "
        + "have; did you mean 'a'?")]
    [InlineData(
        "router_settings:\n  routing_strategy: smart-inten",
        "config.yaml:5:21: router_settings.routing_strategy: 'smart-inten' is not a known strategy (LiteLLM refuses to start with it); did you "
        + "mean 'smart-intent'?")]
    [InlineData(
        "router_settings:\n  default_priority: 1",
        "config.yaml:5:3: router_settings.default_priority: is not read by this gateway: LiteLLM queues calls by it; here there is no queue")]
    [InlineData(
        "router_settings:\n  retry_policy:\n    max_retrys: 3",
        "config.yaml:6:5: router_settings.retry_policy.max_retrys: is not a known key here (LiteLLM drops it in silence); did you mean 'max_retries'?")]
    [InlineData("router_settings:\n  timeout: ${UNSET}", "config.yaml:5:3: router_settings: environment variable UNSET is not set")]
    [InlineData("router_settings: 3", "config.yaml:4:18: router_settings: must be a mapping")]
    public void An_error_names_its_line_and_what_was_meant(string yaml, string expected)
    {
        const string Valid = "model_list:\n  - model_name: a\n    litellm_params: {model: local/extractive}\n";
        ModelGatewayConfiguration.Parse(Valid, environment: NoKeys).Groups.Count.ShouldBe(1);

        var error = Should.Throw<ModelGatewayConfigurationException>(
            () => ModelGatewayConfiguration.Parse(Valid + yaml, environment: NoKeys));

        error.Problems.Select(problem => problem.ToString()).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("{model: opnai/gpt-4o}", "did you mean 'openai'?")]
    [InlineData("{model: local/generative}", "did you mean 'local/extractive'?")]
    [InlineData("{api_key: x}", "litellm_params.model: is missing")]
    [InlineData("{model: gpt-4o, api_bas: x}", "did you mean 'api_base'?")]
    [InlineData("{model: gpt-4o, api_base: ftp://x}", "must be an absolute http or https address")]
    [InlineData("{model: gpt-4o, max_tokens: 0}", "must be a whole number of at least 1")]
    [InlineData("{model: gpt-4o, temperature: 3}", "must be a number from 0 to 2")]
    [InlineData("{model: gpt-4o, input_cost_per_token: 1}", "half a price")]
    [InlineData("{model: gpt-4o, model: gpt-4}", "uplicate")]
    public void An_error_in_a_deployment_is_told(string parameters, string expected)
    {
        var error = Should.Throw<ModelGatewayConfigurationException>(() => ModelGatewayConfiguration.Parse(
            $"model_list:\n  - model_name: a\n    litellm_params: {parameters}", environment: NoKeys));

        error.Message.ShouldContain(expected);
        error.Problems.ShouldAllBe(problem => problem.Line > 0);
    }

    [Fact]
    public void A_provider_key_from_the_environment_does_not_travel_to_another_host()
    {
        const string Yaml = """
            model_list:
              - model_name: own
                litellm_params: {model: openai/x, api_base: "http://example.org/v1"}
              - model_name: openai
                litellm_params: {model: openai/x}
            """;
        var options = ModelGatewayConfiguration.Parse(Yaml, environment: name => name == "OPENAI_API_KEY" ? "sk-env" : null);

        options.Groups[0].Deployments[0].ApiKey.ShouldBeNull();
        options.Groups[1].Deployments[0].ApiKey!.Reveal().ShouldBe("sk-env");
    }

    [Fact]
    public void No_text_form_shows_a_key()
    {
        var options = Load("models.spec.yaml", _ => "sk-secret");

        options.Groups[0].Deployments[0].ToString().ShouldNotContain("sk-secret");
        options.Groups[0].Deployments[0].ApiKey!.Reveal().ShouldBe("sk-secret");
    }

    private static ModelGatewayOptions Load(string file, Func<string, string?> environment) =>
        ModelGatewayConfiguration.Load(Path.Combine(AppContext.BaseDirectory, "Configs", file), environment);
}
