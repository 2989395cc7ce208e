using System.Text.Json;

namespace Agentes.ModelGateway.Tests.FaultMatrix;

/// <summary>What the caller wants of the model.</summary>
public enum Want
{
    Text,
    Tool,
    Schema,
}

/// <summary>A wire format: how its servers say the same replies and the same errors, event by event.</summary>
/// <param name="Name">Shown in the name of a case.</param>
/// <param name="Provider">Prefix in a configuration.</param>
/// <param name="Model">A model that takes tools and schemas as they are.</param>
internal sealed record Dialect(string Name, string Provider, string Model)
{
    public required Func<Want, IReadOnlyList<string>> Events { get; init; }

    /// <summary>The body of a refusal: status, kind (see <see cref="Errors"/>).</summary>
    public required Func<int, string, string> Error { get; init; }

    /// <summary>An error that arrives inside a stream that began with 200.</summary>
    public required string ErrorEvent { get; init; }

    /// <summary>A refusal of the content; null where it is an error with a status.</summary>
    public string? RefusalStream { get; init; }

    /// <summary>A call comes in one event, and is shown at once; elsewhere it comes in pieces and is shown when the reply ends.</summary>
    public bool CallsAtOnce { get; init; }

    public static readonly string[] Pieces = ["Olá, ", "mundo ", "inteiro."];

    public static string Expected(Want want) => want switch
    {
        Want.Tool => """weather {"city":"Recife"}""",
        Want.Schema => """{"city":"Recife"}""",
        _ => string.Concat(Pieces),
    };

    public static readonly Dialect[] All = [OpenAI(), Ollama(), Anthropic(), Gemini()];

    public override string ToString() => Name;

    private static Dialect OpenAI() => new("openai", "openai", "m-1")
    {
        Events = want =>
        [
            Data("""{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""),
            .. want is Want.Tool
                ?
                [
                    Chunk("""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}"""),
                    Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}"""),
                    Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"\"Recife\"}"}}]}"""),
                ]
                : Texts(want).Select(text => Chunk($$"""{"content":{{Json(text)}}}""")),
            Data($$$"""{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"{{{(want is Want.Tool ? "tool_calls" : "stop")}}}"}]}"""),
            Data("""{"id":"c1","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}"""),
            Data("[DONE]"),
        ],
        Error = OpenAIError,
        ErrorEvent = Data("""{"error":{"message":"The server had an error","type":"server_error","code":null}}"""),
    };

    /// <summary>A server that speaks nearly that: no ids, whole calls without an index, arguments as an object, "stop" after a call, no end mark.</summary>
    private static Dialect Ollama() => new("ollama", "ollama", "m-1")
    {
        Events = want =>
        [
            .. want is Want.Tool
                ?
                [
                    Bare(
                        """{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":"""
                        + """{"name":"weather","arguments":{"city":"Recife"}}}]}"""),
                ]
                : Texts(want).Select(text => Bare($$"""{"role":"assistant","content":{{Json(text)}}}""")),
            Data(
                """{"model":"m-1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"""
                + "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}"),
        ],
        Error = OpenAIError,
        ErrorEvent = Data("""{"error":{"message":"llama runner process has terminated","type":"api_error","code":null}}"""),
    };

    private static Dialect Anthropic() => new("anthropic", "anthropic", "claude-sonnet-4-5")
    {
        Events = want =>
        [
            Named(
                "message_start",
                """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-4-5","""
                + "\"content\":[],\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}}"),
            Named("ping", """{"type":"ping"}"""),
            Named("content_block_start", want is Want.Tool
                ? """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"call_1","name":"weather","input":{}}}"""
                : """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            .. want is Want.Tool
                ? new[] { "{\\\"city\\\":", "\\\"Recife\\\"}" }.Select(part => Named(
                    "content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{{{part}}}"}}"""))
                : Texts(want).Select(text => Named(
                    "content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{Json(text)}}}}}""")),
            Named("content_block_stop", """{"type":"content_block_stop","index":0}"""),
            Named(
                "message_delta",
                $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{(want is Want.Tool ? "tool_use" : "end_turn")}}}","stop_sequence":null},"""
                + "\"usage\":{\"output_tokens\":20}}"),
            Named("message_stop", """{"type":"message_stop"}"""),
        ],
        Error = (_, kind) => kind switch
        {
            Errors.Context => AnthropicError("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
            Errors.Content => AnthropicError("invalid_request_error", "Output blocked by content filtering policy"),
            Errors.Quota => AnthropicError("rate_limit_error", "enforced_spend_limit_reached"),
            Errors.Throttle => AnthropicError("rate_limit_error", "This request would exceed your rate limit"),
            Errors.Key => AnthropicError("authentication_error", "invalid x-api-key"),
            Errors.Model => AnthropicError("not_found_error", "model: claude-3-opus-20240229"),
            Errors.Server => AnthropicError("overloaded_error", "Overloaded"),
            _ => AnthropicError("invalid_request_error", "messages: roles must alternate"),
        },
        ErrorEvent = Named("error", AnthropicError("overloaded_error", "Overloaded")),
    };

    private static Dialect Gemini() => new("gemini", "gemini", "gemini-2.5-flash")
    {
        Events = want => want is Want.Tool
            ?
            [
                Data(
                    """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Recife"}}}]},"index":0}],"""
                    + "\"usageMetadata\":{\"promptTokenCount\":100}}"),
                GeminiEnd,
            ]
            :
            [
                .. Texts(want).Select(text => Data(
                    $$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":{{{Json(text)}}}}]},"index":0}],"""
                    + "\"usageMetadata\":{\"promptTokenCount\":100}}")),
                GeminiEnd,
            ],
        Error = (status, kind) => kind switch
        {
            Errors.Context => GeminiError(
                400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
            Errors.Quota => GeminiError(
                429,
                "RESOURCE_EXHAUSTED",
                "You exceeded your current quota",
                """[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]"""),
            Errors.Throttle => GeminiError(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted"),
            Errors.Key => GeminiError(status, "PERMISSION_DENIED", "Permission denied"),
            Errors.Model => GeminiError(404, "NOT_FOUND", "models/gemini-1.5-flash is not found for API version v1beta"),
            Errors.Server => GeminiError(status, "UNAVAILABLE", "The model is overloaded. Please try again later."),
            _ => GeminiError(400, "INVALID_ARGUMENT", "Invalid JSON payload received."),
        },
        ErrorEvent = Data(GeminiError(503, "UNAVAILABLE", "The model is overloaded.")),
        CallsAtOnce = true,
        RefusalStream = Data("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":9}}"""),
    };

    private static string GeminiEnd => Data(
        """{"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20},"modelVersion":"g"}""");

    private static string[] Texts(Want want) => want is Want.Schema ? ["""{"city":""", "\"Recife\"}"] : Pieces;

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Data(string json) => $"data: {json}\n\n";

    private static string Named(string name, string json) => $"event: {name}\ndata: {json}\n\n";

    private static string Chunk(string delta) =>
        Data($$"""{"id":"c1","object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}],"usage":null}""");

    private static string Bare(string delta) => Data($$"""{"model":"m-1","choices":[{"delta":{{delta}},"finish_reason":null}]}""");

    private static string OpenAIError(int status, string kind)
    {
        var (type, code) = kind switch
        {
            Errors.Context => ("invalid_request_error", "context_length_exceeded"),
            Errors.Content => ("invalid_request_error", "content_policy_violation"),
            Errors.Quota => ("insufficient_quota", "insufficient_quota"),
            Errors.Throttle => ("requests", "rate_limit_exceeded"),
            Errors.Key => ("invalid_request_error", "invalid_api_key"),
            Errors.Model => ("invalid_request_error", "model_not_found"),
            Errors.Server => ("server_error", null),
            _ => ("invalid_request_error", (string?)null),
        };
        return JsonSerializer.Serialize(new { error = new { message = $"refused with {status}", type, param = (string?)null, code } });
    }

    private static string AnthropicError(string type, string message) => JsonSerializer.Serialize(new { type = "error", error = new { type, message } });

    private static string GeminiError(int code, string status, string message, string details = "[]") =>
        $$$"""{"error":{"code":{{{code}}},"message":{{{Json(message)}}},"status":"{{{status}}}","details":{{{details}}}}}""";
}

/// <summary>Kinds of refusals that every dialect can say.</summary>
internal static class Errors
{
    public const string Bad = "bad request";
    public const string Context = "context window";
    public const string Content = "content policy";
    public const string Quota = "quota";
    public const string Throttle = "throttle";
    public const string Key = "key";
    public const string Model = "model";
    public const string Server = "server";
}
