using System.Text.Encodings.Web;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Gemini;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>Members that a whole completion and a chunk have in common.</summary>
internal static class ChatJson
{
    /// <summary>Never put into HTML, so Portuguese may stay readable.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void WriteHead(Utf8JsonWriter json, string kind, ReplyIdentity reply)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, $"chatcmpl-{reply.CallId}");
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, reply.Created);
        json.WriteString("model"u8, reply.Model);
    }

    /// <param name="json">Stands in an array of tool calls.</param>
    /// <param name="call">The whole call.</param>
    /// <param name="index">Number of the call in its reply, in a stream; null in a whole completion.</param>
    public static void WriteToolCall(Utf8JsonWriter json, FunctionCallContent call, int? index)
    {
        json.WriteStartObject();
        if (index is { } number)
        {
            json.WriteNumber("index"u8, number);
        }

        json.WriteString("id"u8, call.CallId);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, ToolValues.ArgumentsText(call));
        json.WriteEndObject();
        if (call.AdditionalProperties?.TryGetValue(GeminiSeal.PropertyName, out var extra) == true && extra is JsonElement element)
        {
            json.WritePropertyName("extra_content"u8);
            element.WriteTo(json);
        }

        json.WriteEndObject();
    }

    public static string FinishReason(ChatFinishReason? reason) => reason?.Value switch
    {
        null => "stop",
        "length" => "length",
        "tool_calls" => "tool_calls",
        "content_filter" => "content_filter",
        _ => "stop",
    };

    /// <summary>OpenAI's usage object, with the cost as LiteLLM adds it; absent when the price is unknown, never 0 for that reason.</summary>
    public static void WriteUsage(Utf8JsonWriter json, GatewayReceipt receipt)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, receipt.InputTokens);
        json.WriteNumber("completion_tokens"u8, receipt.OutputTokens);
        json.WriteNumber("total_tokens"u8, receipt.InputTokens + receipt.OutputTokens);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, receipt.CachedTokens);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, receipt.ReasoningTokens);
        json.WriteEndObject();
        if (receipt.CostUsd is { } cost)
        {
            json.WriteNumber("cost"u8, cost);
        }

        json.WriteEndObject();
    }
}
