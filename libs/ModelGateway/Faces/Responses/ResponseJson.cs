using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>The response object and its items.</summary>
internal static class ResponseJson
{
    public static void WriteResponse(
        Utf8JsonWriter json, ReplyIdentity reply, string status, IReadOnlyList<ResponseItem> items, string? incomplete, GatewayReceipt? receipt)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, IdOf(reply));
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, reply.Created);
        json.WriteString("status"u8, status);
        json.WriteNull("error"u8);
        if (incomplete is null)
        {
            json.WriteNull("incomplete_details"u8);
        }
        else
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, incomplete);
            json.WriteEndObject();
        }

        json.WriteNull("instructions"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteString("model"u8, reply.Model);
        json.WriteStartArray("output"u8);
        foreach (var item in items)
        {
            WriteItem(json, item);
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls"u8, true);
        json.WriteNull("temperature"u8);
        json.WriteString("tool_choice"u8, "auto"u8);
        json.WriteStartArray("tools"u8);
        json.WriteEndArray();
        json.WriteNull("top_p"u8);
        json.WriteBoolean("store"u8, false);
        WriteUsage(json, receipt);
        json.WriteEndObject();
    }

    public static string IdOf(ReplyIdentity reply) => $"resp_{reply.CallId}";

    public static void WriteItem(Utf8JsonWriter json, ResponseItem item)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, item.Id);
        switch (item.Kind)
        {
            case ItemKind.Message:
                json.WriteString("type"u8, "message"u8);
                json.WriteString("role"u8, "assistant"u8);
                json.WriteStartArray("content"u8);
                if (item.Done)
                {
                    WriteTextPart(json, item.Content);
                }

                json.WriteEndArray();
                break;
            case ItemKind.Reasoning:
                json.WriteString("type"u8, "reasoning"u8);
                json.WriteStartArray("summary"u8);
                if (item is { Done: true, Text.Length: > 0 })
                {
                    WriteSummaryPart(json, item.Content);
                }

                json.WriteEndArray();
                json.WriteString("encrypted_content"u8, item.Sealed);
                break;
            case ItemKind.FunctionCall:
                json.WriteString("type"u8, "function_call"u8);
                json.WriteString("call_id"u8, item.Call!.CallId);
                json.WriteString("name"u8, item.Call.Name);
                json.WriteString("arguments"u8, item.Done ? item.Content : "");
                break;
        }

        json.WriteString("status"u8, item.Done ? "completed"u8 : "in_progress"u8);
        json.WriteEndObject();
    }

    public static void WriteTextPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteString("text"u8, text);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteSummaryPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "summary_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, GatewayReceipt? receipt)
    {
        if (receipt is null)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, receipt.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, receipt.CachedTokens);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, receipt.OutputTokens);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, receipt.ReasoningTokens);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, receipt.InputTokens + receipt.OutputTokens);
        json.WriteEndObject();
    }
}
