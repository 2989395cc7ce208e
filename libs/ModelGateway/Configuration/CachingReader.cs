using Agentes.ModelGateway.Caching;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>cache</c> and <c>cache_params</c> of <c>litellm_settings</c>.</summary>
internal static class CachingReader
{
    private const string EmbeddingKey = "redis_semantic_cache_embedding_model";
    private const long BytesPerMegabyte = 1024 * 1024;

    private static readonly string[] Types = ["local", "redis", "local-semantic", "redis-semantic"];
    private static readonly string[] Elsewhere = ["disk", "qdrant-semantic", "s3", "gcs", "azure-blob", "redis-cluster"];
    private static readonly string[] ReplyTypes = ["completion", "acompletion", "text_completion", "atext_completion", "responses", "aresponses"];
    private static readonly string[] EmbeddingTypes = ["embedding", "aembedding"];

    /// <summary>Kinds of calls that LiteLLM can cache and that nobody makes here.</summary>
    private static readonly string[] OtherTypes = ["transcription", "atranscription", "rerank", "arerank"];

    public static CachingOptions? Read(YamlSection general, RouterSettings settings)
    {
        var on = general.Flag("cache") ?? false;
        if (general.Section("cache_params") is not { } section)
        {
            return on ? Told(general, new CachingOptions()) : null;
        }

        var type = section.Text("type") ?? "local";
        if (!Types.Contains(type, StringComparer.Ordinal))
        {
            section.Problem(
                "type",
                Elsewhere.Contains(type, StringComparer.Ordinal)
                    ? $"'{type}' is a cache of LiteLLM that this gateway does not have"
                    : $"'{type}' is not a known cache",
                Spelling.Nearest(type, Types));
        }

        var calls = section.Texts("supported_call_types");
        RejectUnknownCalls(section, calls);
        var options = new CachingOptions
        {
            Lifetime = section.Seconds("ttl") ?? new CachingOptions().Lifetime,
            Shared = type.StartsWith("redis", StringComparison.Ordinal),
            Namespace = section.Text("namespace"),
            OnlyWhenAsked = Mode(section),
            Replies = calls is null || calls.Intersect(ReplyTypes, StringComparer.Ordinal).Any(),
            Embeddings = calls is null || calls.Intersect(EmbeddingTypes, StringComparer.Ordinal).Any(),
            MemoryBytes = section.Integer("max_memory_mb", 1) is { } megabytes ? megabytes * BytesPerMegabyte : new CachingOptions().MemoryBytes,
            Semantic = Semantic(section, settings, type.EndsWith("semantic", StringComparison.Ordinal)),
        };
        section.RejectUnread(LiteLLMKeys.CacheParameters);
        section.RejectMissingVariables();
        if (!on)
        {
            general.Note("cache_params has no effect: cache is not true, as in LiteLLM.");
            return null;
        }

        return Told(general, options);
    }

    private static CachingOptions Told(YamlSection general, CachingOptions options)
    {
        var place = options.Shared ? "in the Redis of the host" : "in this process";
        general.Note($"cache: replies are kept {options.Lifetime.TotalSeconds:0} s {place}, each tenant's apart.");
        if (options.Semantic is { } semantic)
        {
            general.Note(
                $"cache: a reply to a question that is alike ({semantic.Threshold:0.##}) is given only to calls that ask for it, with semantic or use-cache"
                + " in their cache member; LiteLLM gives it to all.");
        }

        return options;
    }

    private static bool Mode(YamlSection section)
    {
        var mode = section.Text("mode");
        if (mode is not (null or "default_on" or "default_off"))
        {
            section.Problem("mode", $"'{mode}' is neither default_on nor default_off");
        }

        return mode is "default_off";
    }

    private static SemanticCachingOptions? Semantic(YamlSection section, RouterSettings settings, bool wanted)
    {
        var (threshold, group) = (section.Number("similarity_threshold", 0, 1), section.Text(EmbeddingKey));
        if (!wanted)
        {
            return null;
        }

        if (group is null)
        {
            section.Problem("type", $"needs {EmbeddingKey}: the group of model_list that makes the vectors (LiteLLM takes a model of OpenAI's)");
            return null;
        }

        settings.Name([group], section, EmbeddingKey);
        return new SemanticCachingOptions(group) { Threshold = threshold ?? new SemanticCachingOptions(group).Threshold };
    }

    private static void RejectUnknownCalls(YamlSection section, IReadOnlyList<string>? calls)
    {
        string[] known = [.. ReplyTypes, .. EmbeddingTypes, .. OtherTypes];
        foreach (var unknown in (calls ?? []).Where(call => !known.Contains(call, StringComparer.Ordinal)))
        {
            section.Problem("supported_call_types", $"'{unknown}' is not a kind of call", Spelling.Nearest(unknown, known));
        }
    }
}
