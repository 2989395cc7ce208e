using System.Collections.Frozen;
using System.Text.Json;
using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>The published schema knows the keys that the reader knows: no more, no fewer.</summary>
public sealed class SchemaTests
{
    // Each section once; the reader says itself which keys it asks for.
    private const string EverySection = """
        credential_list: [{credential_name: c, credential_values: {api_key: k}}]
        model_list:
          - model_name: a
            litellm_params: {model: gemini/x, litellm_credential_name: c, safety_settings: [{category: c, threshold: t}]}
            model_info: {id: one}
        litellm_settings: {num_retries: 1, cache: true, cache_params: {ttl: 60}}
        router_settings: {retry_policy: {}, allowed_fails_policy: {}, model_group_alias: {b: {model: a}}, routing_strategy_args: {}}
        general_settings: {}
        pricing: {file: nowhere.json, format: native}
        """;

    private readonly JsonElement _schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configs", "models.schema.json"))).RootElement;

    [Theory]
    [InlineData("")]
    [InlineData("credential_list[]")]
    [InlineData("credential_list[].credential_values")]
    [InlineData("model_list[]")]
    [InlineData("model_list[].litellm_params")]
    [InlineData("model_list[].litellm_params.safety_settings[]")]
    [InlineData("model_list[].model_info")]
    [InlineData("litellm_settings")]
    [InlineData("litellm_settings.cache_params")]
    [InlineData("router_settings")]
    [InlineData("router_settings.retry_policy")]
    [InlineData("router_settings.allowed_fails_policy")]
    [InlineData("router_settings.routing_strategy_args")]
    [InlineData("router_settings.model_group_alias.b")]
    [InlineData("general_settings")]
    [InlineData("pricing")]
    public void A_section_has_the_keys_that_are_read_and_those_that_are_accepted_with_a_note(string section)
    {
        var reading = new ConfigurationReading("config.yaml", _ => null);
        ModelGatewayConfiguration.Read(EverySection, "config.yaml", reading);
        reading.Problems.ShouldHaveSingleItem().Message.ShouldContain("'nowhere.json' cannot be used");
        var accepted = ForeignTo(section).Where(key => key.Value.Fate != KeyFate.Refused).Select(key => key.Key);
        var expected = reading.KnownKeys.GetValueOrDefault(section, []).Concat(accepted).Order(StringComparer.Ordinal).ToList();

        var found = At(section);

        found.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).ShouldBe(expected);
        found.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        expected.ShouldNotBeEmpty();
    }

    [Fact]
    public void Defaults_of_deployments_have_the_keys_of_deployments() =>
        At("router_settings.default_litellm_params").GetRawText().ShouldBe(At("model_list[].litellm_params").GetRawText());

    [Fact]
    public void A_key_that_is_accepted_with_a_note_says_why_it_has_no_effect()
    {
        string[] sections =
        [
            "model_list[].litellm_params", "model_list[].model_info", "router_settings", "litellm_settings", "litellm_settings.cache_params",
            "general_settings",
        ];
        foreach (var section in sections)
        {
            foreach (var (name, key) in ForeignTo(section).Where(key => key.Value.Fate != KeyFate.Refused))
            {
                At(section).GetProperty("properties").GetProperty(name).GetProperty("description").GetString().ShouldNotBeNull().ShouldContain(key.Reason);
            }
        }
    }

    private static FrozenDictionary<string, ForeignKey> ForeignTo(string section) => section switch
    {
        "" => LiteLLMKeys.Root,
        "credential_list[].credential_values" => LiteLLMKeys.Credential,
        "model_list[].litellm_params" => LiteLLMKeys.Parameters,
        "model_list[].model_info" => LiteLLMKeys.Information,
        "litellm_settings" => LiteLLMKeys.Settings,
        "litellm_settings.cache_params" => LiteLLMKeys.CacheParameters,
        "router_settings" => LiteLLMKeys.Router,
        "router_settings.retry_policy" => LiteLLMKeys.RetryPolicy,
        "router_settings.routing_strategy_args" => LiteLLMKeys.StrategyArguments,
        "router_settings.allowed_fails_policy" => LiteLLMKeys.AllowedFailsPolicy,
        "general_settings" => LiteLLMKeys.General,
        _ => LiteLLMKeys.None,
    };

    private JsonElement At(string path)
    {
        var found = _schema;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Replace("[]", "", StringComparison.Ordinal);
            found = found.TryGetProperty("properties", out var properties)
                ? properties.GetProperty(name)
                : found.GetProperty("additionalProperties").GetProperty("anyOf")[1];
            found = step.EndsWith("[]", StringComparison.Ordinal) ? found.GetProperty("items") : found;
            found = found.TryGetProperty("$ref", out var reference) ? _schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]) : found;
        }

        return found;
    }
}
