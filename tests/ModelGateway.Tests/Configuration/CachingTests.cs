using Agentes.ModelGateway.Caching;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class CachingTests
{
    private const string Groups = """
        model_list:
          - model_name: a
            litellm_params: {model: local/extractive}
          - model_name: embed
            litellm_params: {model: openai/e, api_key: k}

        """;

    [Fact]
    public void Nothing_is_kept_unless_it_is_switched_on()
    {
        Yaml.Read(Groups).Caching.ShouldBeNull();
        var off = Yaml.Read(Groups + "litellm_settings: {cache_params: {ttl: 5}}");

        off.Caching.ShouldBeNull();
        off.Notes.ShouldContain(note => note.Contains("cache_params has no effect", StringComparison.Ordinal));
        Yaml.Read(Groups + "litellm_settings: {cache: true}").Caching.ShouldBe(new CachingOptions());
    }

    [Fact]
    public void The_words_of_LiteLLM_are_understood()
    {
        var options = Yaml.Read(Groups + """
            litellm_settings:
              cache: true
              cache_params:
                type: redis-semantic
                host: redis.internal
                ttl: 60
                namespace: n
                mode: default_off
                supported_call_types: [acompletion]
                similarity_threshold: 0.9
                redis_semantic_cache_embedding_model: embed
            """);

        options.Caching.ShouldBe(new CachingOptions
        {
            Shared = true,
            Lifetime = TimeSpan.FromMinutes(1),
            Namespace = "n",
            OnlyWhenAsked = true,
            Embeddings = false,
            Semantic = new SemanticCachingOptions("embed") { Threshold = 0.9 },
        });
        options.Notes.ShouldContain(note => note.Contains("host's own Redis", StringComparison.Ordinal));
    }
}
