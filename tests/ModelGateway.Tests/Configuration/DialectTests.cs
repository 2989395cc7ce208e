using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>What LiteLLM's users have beyond plain deployments.</summary>
public sealed class DialectTests
{
    [Fact]
    public void Credentials_defaults_and_organizations_make_up_deployments()
    {
        var options = Yaml.Read(
            """
            environment_variables: {REGION: eu, KEY: os.environ/REAL_KEY}
            credential_list:
              - credential_name: shared
                credential_values: {api_key: os.environ/KEY, api_base: "https://${REGION}.example/v1"}
                credential_info: {description: ours}
            model_list:
              - model_name: a
                litellm_params: {model: openai/x, litellm_credential_name: shared, organization: [one, two], timeout: 9}
              - model_name: b
                litellm_params: {model: openai/x, api_key: os.environ/REAL_KEY}
            router_settings:
              default_litellm_params: {timeout: 7, max_tokens: 99}
            """, name => name == "REAL_KEY" ? "sk-real" : null);

        var shared = options.Groups[0].Deployments;
        shared.Select(d => d.ExtraHeaders["OpenAI-Organization"]).ShouldBe(["one", "two"]);
        shared.Select(d => d.Id).ShouldBe(["a:openai/x", "a:openai/x#2"]);
        shared.ShouldAllBe(d => d.ApiKey!.Reveal() == "sk-real" && d.ApiBase!.Host == "eu.example" && d.KeyVariable == "KEY");
        shared.ShouldAllBe(d => d.Timeouts!.Idle == TimeSpan.FromSeconds(9) && d.Defaults.MaxOutputTokens == 99);
        var own = options.Groups[1].Deployments.ShouldHaveSingleItem();
        (own.Timeouts!.Idle, own.Defaults.MaxOutputTokens, own.KeyVariable).ShouldBe((TimeSpan.FromSeconds(7), 99, "REAL_KEY"));
    }

    [Fact]
    public void An_error_in_defaults_or_a_credential_is_told_once_at_its_own_line()
    {
        Yaml.Errors(
            """
            model_list:
              - {model_name: a, litellm_params: {model: gpt-4o}}
              - {model_name: b, litellm_params: {model: gpt-4o, litellm_credential_name: c, api_key: k}}
            router_settings:
              default_litellm_params: {timeout: soon}
            credential_list:
              - credential_name: c
                credential_values:
                  api_kee: x
                  api_key: y
            """).ShouldBe(
            [
                "config.yaml:3:90: model_list[1].litellm_params.api_key: contradicts litellm_credential_name, which brings its own (LiteLLM "
                + "takes the one given here): give one of the two",
                "config.yaml:5:37: router_settings.default_litellm_params.timeout: must be a number from 0.001 to 86400",
                "config.yaml:9:7: credential_list[0].credential_values.api_kee: is not a known key here (LiteLLM drops it in silence); did "
                + "you mean 'api_key'?",
            ]);
    }

    [Fact]
    public void Files_are_included_and_their_errors_name_them()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        string Write(string name, string text)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            return Path.Combine(folder, name);
        }

        var main = Write("main.yaml", "include: [models.yaml]\nmodel_list: [{model_name: a, litellm_params: {model: local/extractive}}]");
        var models = Write("models.yaml", "model_list: [{model_name: b, litellm_params: {model: local/extractive}}]\nlitellm_settings: {num_retries: 4}");

        var options = ModelGatewayConfiguration.Load(main, Yaml.NoKeys);

        options.Groups.Select(group => group.Name).ShouldBe(["a", "b"]);
        options.Retries.Count.ShouldBe(4);
        options.Files.ShouldBe([main, models]);
        Write("models.yaml", "model_list: [{model_name: b, litellm_params: {model: local/x}}]\ninclude: [c.yaml]\nlitellm_setings: {}");
        Should.Throw<ModelGatewayConfigurationException>(
            () => ModelGatewayConfiguration.Load(main, Yaml.NoKeys))
            .Problems.ShouldAllBe(problem => problem.Source == models && problem.Line > 0);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_expanded()
    {
        var options = Yaml.Read(
            """
            model_list:
              - model_name: a
                litellm_params: &common {model: gpt-4o, api_key: k, max_tokens: 5}
              - model_name: b
                litellm_params: {<<: *common, max_tokens: 6}
            """);

        options.Groups.Select(group => (group.Deployments[0].ApiKey!.Reveal(), group.Deployments[0].Defaults.MaxOutputTokens))
            .ShouldBe([("k", 5), ("k", 6)]);
    }

    [Fact]
    public void Retries_and_allowed_failures_may_differ_by_kind_of_failure()
    {
        var retries = Yaml.Read(
            """
            model_list: [{model_name: a, litellm_params: {model: local/extractive}}]
            router_settings:
              num_retries: 2
              retry_after: 3
              retry_policy: {RateLimitErrorRetries: 5, TimeoutErrorRetries: 0}
              allowed_fails_policy: {InternalServerErrorAllowedFails: 9}
            """).Retries;

        (retries.Count, retries.LeastWait).ShouldBe((2, TimeSpan.FromSeconds(3)));
        (retries.CountByClass[FailureClass.Throttle], retries.CountByClass[FailureClass.Timeout]).ShouldBe((5, 0));
        retries.AllowedFailsByClass[FailureClass.Server].ShouldBe(9);
    }
}
