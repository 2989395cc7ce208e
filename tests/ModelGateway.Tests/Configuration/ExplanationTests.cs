using System.Text.Json;
using Agentes.ModelGateway.Configuration;
using Agentes.ModelGateway.Configuration.Explanation;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class ExplanationTests
{
    private const string Config = """
        model_list:
          - model_name: chat
            litellm_params:
              model: claude-3-opus-20240229
              api_key: os.environ/SECRET_KEY
              max_tokens: 5
              input_cost_per_token: 0.0000025
              output_cost_per_token: 0.00001
          - model_name: chat
            litellm_params:
              model: openai/own
              api_base: "https://user:sk-in-address@own.example:8443/v1?token=sk-in-query"
              api_key: sk-in-file
              extra_headers: {X-Token: sk-in-header}
              order: 1
          - model_name: spare
            litellm_params: {model: groq/x}
        router_settings:
          fallback_model: spare
          timeout_seconds: 30
          redirect_retired: true
          model_group_alias: {talk: chat}
        """;

    [Fact]
    public void The_text_tells_everything_but_secrets()
    {
        var text = new ModelGatewayExplanation(Yaml.Read(Config, name => name == "SECRET_KEY" ? "sk-in-variable" : null)).Text();

        text.ShouldBe(
            """
            config.yaml: valid. 2 groups, 3 deployments, 2 can be called.
            warning: chat:anthropic/claude-opus-4-8: claude-3-opus-20240229 was retired on 2026-01-05; calls go to claude-opus-4-8 (redirect_retired).
            strategy: peak-ewma

            chat
              also called   talk
              falls back to spare
              anthropic/claude-opus-4-8
                id          chat:anthropic/claude-opus-4-8
                address     https://api.anthropic.com/
                key         SECRET_KEY, set
                callable    yes
                share       weight 1, order 0
                limits      first token 30 s, silence 30 s, whole reply 30 s, 2 retries, cooldown 5 s
                defaults    max_tokens 5
                price       2.5 in, 10 out, USD per million tokens (configuration)
                lifecycle   claude-3-opus-20240229 was retired on 2026-01-05; calls go to claude-opus-4-8 (redirect_retired).
              openai/own
                id          chat:openai/own
                address     https://own.example:8443/v1
                key         written in the file
                callable    yes
                share       weight 1, order 1
                limits      first token 30 s, silence 30 s, whole reply 30 s, 2 retries, cooldown 5 s
                headers     X-Token
                price       unknown, so the cost of its calls is null
                lifecycle   active

            spare
              groq/x
                id          spare:groq/x
                address     https://api.groq.com/openai/v1
                key         GROQ_API_KEY, not set
                callable    no: GROQ_API_KEY is not set
                share       weight 1, order 0
                limits      first token 30 s, silence 30 s, whole reply 30 s, 2 retries, cooldown 5 s
                price       unknown, so the cost of its calls is null
                lifecycle   active

            notes
              fallback_model: spare is read as default_fallbacks: [spare].
              timeout_seconds is read as timeout: a whole reply in one piece, or first token and silence of a stream.

            """);
        text.ShouldNotContain("sk-");
    }

    [Fact]
    public void The_JSON_says_the_same_without_secrets()
    {
        var text = new ModelGatewayExplanation(Yaml.Read(Config, name => name == "SECRET_KEY" ? "sk-in-variable" : null)).Json();

        text.ShouldNotContain("sk-");
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("valid").GetBoolean().ShouldBeTrue();
        var chat = json.GetProperty("groups")[0];
        chat.GetProperty("fallbacks")[0].GetString().ShouldBe("spare");
        var opus = chat.GetProperty("deployments")[0];
        opus.GetProperty("key").GetProperty("variable").GetString().ShouldBe("SECRET_KEY");
        opus.GetProperty("key").GetProperty("state").GetString().ShouldBe("set");
        opus.GetProperty("price").GetProperty("input_per_token").GetString().ShouldBe("0.0000025");
        opus.GetProperty("lifecycle").GetProperty("status").GetString().ShouldBe("redirected");
        chat.GetProperty("deployments")[1].GetProperty("price").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Errors_have_the_same_form()
    {
        var failure = Should.Throw<ModelGatewayConfigurationException>(() => Yaml.Read(Config + "\n  timeot: 3"));

        var problem = JsonDocument.Parse(ModelGatewayExplanation.Json(failure)).RootElement.GetProperty("problems")[0];

        (problem.GetProperty("line").GetInt32(), problem.GetProperty("suggestion").GetString()).ShouldBe((23, "timeout"));
    }

    [Fact]
    public void The_specifications_file_is_explained_with_what_it_maps_to()
    {
        var text = new ModelGatewayExplanation(Yaml.Shipped("models.spec.yaml")).Text();

        text.ShouldContain("retry_policy.max_retries is read as num_retries.");
        text.ShouldContain("claude-3-haiku-20240307 was retired on 2026-04-20; its successor is claude-haiku-4-5.");
        text.ShouldContain("TOGETHER_API_KEY, not set");
    }
}
