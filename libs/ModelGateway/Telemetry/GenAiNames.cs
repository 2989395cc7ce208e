namespace Agentes.ModelGateway.Telemetry;

/// <summary>Names of the OpenTelemetry semantic conventions for generative AI, version 1.41, which may still move.</summary>
internal static class GenAiNames
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestStream = "gen_ai.request.stream";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string TokenUsageMetric = "gen_ai.client.token.usage";
    public const string DurationMetric = "gen_ai.client.operation.duration";
    public const string FirstChunkMetric = "gen_ai.client.operation.time_to_first_chunk";

    public const string Chat = "chat";
    public const string Embeddings = "embeddings";
    public const string Input = "input";
    public const string Output = "output";

    /// <summary>Our own: the group asked for, and counters that the conventions have no name for.</summary>
    public const string Group = "agentes.gateway.group";
    public const string FallbacksMetric = "agentes.gateway.fallbacks";
    public const string UnknownCostMetric = "agentes.gateway.cost.unknown";
}
