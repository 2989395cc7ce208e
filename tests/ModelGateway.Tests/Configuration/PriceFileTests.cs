using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Accounting.Prices;

namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>The figures are made up.</summary>
public sealed class PriceFileTests
{
    private const string LiteLLM = """
        {
          "sample_spec": {"input_cost_per_token": 0, "litellm_provider": "one of", "max_tokens": "text"},
          "claude-x": {
            "litellm_provider": "anthropic", "mode": "chat", "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
            "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
            "cache_creation_input_token_cost_above_1hr": 6e-06, "input_cost_per_token_batches": 1.5e-06, "output_cost_per_token_batches": 7.5e-06,
            "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05, "supports_vision": true
          },
          "claude-odd": {
            "litellm_provider": "anthropic", "input_cost_per_token": 2.5e-07, "output_cost_per_token": 1.25e-06,
            "cache_creation_input_token_cost_above_1hr": 6e-06
          },
          "gemini/thinker": {
            "litellm_provider": "gemini", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "output_cost_per_reasoning_token": 5e-06
          },
          "zero": {"litellm_provider": "groq", "input_cost_per_token": 0, "output_cost_per_token": 0},
          "painter": {"litellm_provider": "openai", "output_cost_per_image": 0.04}
        }
        """;

    private const string Portkey = """
        {
          "default": {"pricing_config": {"currency": "USD"}},
          "claude-x": {"pricing_config": {
            "pay_as_you_go": {
              "request_token": {"price": 0.0003}, "response_token": {"price": 0.0015},
              "cache_write_input_token": {"price": 0.000375}, "cache_read_input_token": {"price": 0.00003}},
            "batch_config": {"request_token": {"price": 0.00015}, "response_token": {"price": 0.00075}}}}
        }
        """;

    private const string Native = """
        {
          "as_of": "2026-11-01", "source": "a contract",
          "models": {
            "anthropic/claude-x": {
              "input": 3, "output": 15, "cached_input": 0.3, "cache_write": 3.75, "cache_write_long": 6,
              "above": [{"tokens": 200000, "input": 6, "output": 22.5}], "batch": {"input": 1.5, "output": 7.5}},
            "hosted_vllm/own": {"input": 0, "output": 0}
          }
        }
        """;

    [Theory]
    [InlineData("prices.json", "litellm", LiteLLM)]
    [InlineData("anthropic.json", "portkey", Portkey)]
    [InlineData("prices.json", "native", Native)]
    public void The_three_formats_say_the_same(string file, string format, string text)
    {
        var price = Read(text, file, format).Find("anthropic", "claude-x").ShouldNotBeNull();

        (price.Input, price.Output, price.CachedInput, price.CacheWrite).ShouldBe((0.000003m, 0.000015m, 0.0000003m, 0.00000375m));
        (price.Batch!.Input, price.Batch.Output).ShouldBe((0.0000015m, 0.0000075m));
        price.Source.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("litellm", LiteLLM)]
    [InlineData("native", Native)]
    public void A_large_prompt_has_its_price_for_the_whole_call(string format, string text)
    {
        var price = Read(text, "prices.json", format).Find("anthropic", "claude-x").ShouldNotBeNull();

        price.CostOf(200_000, 10).ShouldBe((200_000 * 0.000003m) + (10 * 0.000015m));
        price.CostOf(200_001, 10).ShouldBe((200_001 * 0.000006m) + (10 * 0.0000225m));
    }

    [Fact]
    public void Thinking_has_its_own_price_where_there_is_one()
    {
        var price = Read(LiteLLM, "p.json", "litellm").Find("gemini", "thinker").ShouldNotBeNull();

        price.CostOf(new TokenUsage(100, 50, ReasoningTokens: 20)).ShouldBe((100 * 0.000001m) + (30 * 0.000002m) + (20 * 0.000005m));
    }

    [Fact]
    public void A_price_belongs_to_its_provider_and_nothing_is_priced_at_zero_by_a_public_list()
    {
        var book = Read(LiteLLM, "p.json", "litellm");

        book.Find("anthropic", "claude-x").ShouldNotBeNull("control");
        book.Find("openrouter", "claude-x").ShouldBeNull();
        book.Find("openrouter", "mine", "anthropic/claude-x").ShouldNotBeNull("a base model names it");
        book.Find("groq", "zero").ShouldBeNull();
        book.DoubtsOf("groq", "zero").ShouldHaveSingleItem().ShouldContain("unknown");
        book.Find("openai", "painter").ShouldBeNull();
        Read(Native, "p.json", "native").Find("hosted_vllm", "own").ShouldNotBeNull().CostOf(5, 5).ShouldBe(0m, "our own format means it");
    }

    [Theory]
    [InlineData(""" "input_cost_per_token": 3, "output_cost_per_token": 15 """, false, "above 10,000 USD per million")]
    [InlineData(""" "input_cost_per_token": -1e-6, "output_cost_per_token": 1e-6 """, false, "negative")]
    [InlineData(""" "input_cost_per_token": 2e-6, "output_cost_per_token": 1e-6 """, true, "output costs less than input")]
    [InlineData(
        """ "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "cache_read_input_token_cost": 2e-6 """, true, "not 0.1 times the input")]
    [InlineData(
        """ "input_cost_per_token": 2.5e-7, "output_cost_per_token": 1e-6, "cache_creation_input_token_cost_above_1hr": 6e-6 """,
        true,
        "not 2 times the input")]
    public void A_price_that_breaks_a_rule_is_told_and_one_that_cannot_be_is_left_out(string figures, bool used, string doubt)
    {
        var book = Read($$"""{"m": {"litellm_provider": "anthropic", {{figures}} } }""", "p.json", "litellm");

        (book.Find("anthropic", "m") is not null).ShouldBe(used);
        book.DoubtsOf("anthropic", "m").ShouldContain(said => said.Contains(doubt, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("native", """{"models": {"a/b": {"input": 1, "outptu": 2}}}""", "did you mean 'output'?")]
    [InlineData("native", """{"models": {"a/b": {"input": 1}}}""", "has no output")]
    [InlineData("native", """{"as_of": "soon", "models": {}}""", "as_of must be a day")]
    [InlineData("litellm", """{"m": {"input_cost_per_token": "1", "output_cost_per_token": 1}}""", "must be a number")]
    [InlineData("litellm", """{"models": {}}""", "no price in the format litellm")]
    [InlineData("portkey", "[]", "one object")]
    public void A_file_of_another_shape_is_refused(string format, string text, string expected) =>
        Should.Throw<JsonException>(() => Read(text, "p.json", format)).Message.ShouldContain(expected);

    [Fact]
    public void A_deployments_own_price_wins_over_the_file_and_the_file_over_what_is_built_in()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "prices.json"), LiteLLM.Replace("claude-odd", "claude-3-haiku-20240307", StringComparison.Ordinal));
        var config = Path.Combine(folder, "config.yaml");
        File.WriteAllText(
            config,
            """
            model_list:
              - {model_name: own, litellm_params: {model: claude-x, input_cost_per_token: 0.1, output_cost_per_token: 0.2}}
              - {model_name: file, litellm_params: {model: claude-x}}
              - {model_name: both, litellm_params: {model: claude-3-haiku-20240307}}
              - {model_name: built, litellm_params: {model: claude-3-opus-20240229}}
              - {model_name: none, litellm_params: {model: claude-unheard-of}}
            pricing: {file: prices.json, format: litellm}
            """);

        var options = ModelGateway.Configuration.ModelGatewayConfiguration.Load(config, Yaml.NoKeys);

        options.Groups.Select(group => group.Deployments[0].Price?.Source)
            .ShouldBe(["configuration", "prices.json", "prices.json", "Anthropic price list for the model", null]);
        options.Notes.ShouldHaveSingleItem().ShouldContain("anthropic/claude-3-haiku-20240307: a write to the cache for an hour");
        options.Files.ShouldBe([config, Path.Combine(folder, "prices.json")]);
        File.WriteAllText(Path.Combine(folder, "prices.json"), "{");
        Should.Throw<ModelGateway.Configuration.ModelGatewayConfigurationException>(
            () => ModelGateway.Configuration.ModelGatewayConfiguration.Load(config, Yaml.NoKeys)).Message.ShouldContain("'prices.json' cannot be used");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_format_that_is_none_is_refused_with_the_one_that_was_meant() => Yaml.Errors(
        "model_list: [{model_name: a, litellm_params: {model: local/extractive}}]\npricing: {file: p.json, format: litelm}")
        .ShouldBe(["config.yaml:2:33: pricing.format: 'litelm' is not one of litellm, portkey and native; did you mean 'litellm'?"]);

    private static PriceBook Read(string json, string file, string format) =>
        PriceFile.Read(json, file, Enum.Parse<PriceFormat>(format, ignoreCase: true));
}
