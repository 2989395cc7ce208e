using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>Members that a whole message and its stream have in common.</summary>
internal static class MessageJson
{
    public static void WriteHead(Utf8JsonWriter json, ReplyIdentity reply)
    {
        json.WriteString("id"u8, $"msg_{reply.CallId}");
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, reply.Model);
    }

    public static string StopReason(ChatFinishReason? reason) => reason?.Value switch
    {
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        "content_filter" => "refusal",
        _ => "end_turn",
    };

    /// <summary>Input tokens without those read from a cache or written to it, which this wire counts apart.</summary>
    public static void WriteUsage(Utf8JsonWriter json, GatewayReceipt receipt)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, receipt.InputTokens - receipt.CachedTokens - receipt.CacheWriteTokens - receipt.CacheWriteLongTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, receipt.CacheWriteTokens + receipt.CacheWriteLongTokens);
        json.WriteNumber("cache_read_input_tokens"u8, receipt.CachedTokens);
        json.WriteNumber("output_tokens"u8, receipt.OutputTokens);
        json.WriteEndObject();
    }
}
