using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>
/// Writes a reply as the events of the Responses API. Every event has a number; an item and each of its parts is announced before it grows
/// and closed when it is whole, because clients drop the text of what was never announced. There is no <c>[DONE]</c>.
/// </summary>
internal sealed class ResponseStreamWriter(IBufferWriter<byte> output, ReplyIdentity reply) : IReplyWriter
{
    private readonly ResponseItems _items = new(reply.CallId);
    private int _sequence;

    public void Begin()
    {
        WriteState("response.created", "in_progress");
        WriteState("response.in_progress", "in_progress");
    }

    public void Write(in ModelDelta delta)
    {
        if (delta.Reasoning is { } thought)
        {
            WriteThought(thought);
        }

        if (delta.Text is { } text)
        {
            var item = Grow(ItemKind.Message);
            item.Text.Append(text);
            WritePart("response.output_text.delta", item, "content_index", json =>
            {
                json.WriteString("delta"u8, text);
                json.WriteStartArray("logprobs"u8);
                json.WriteEndArray();
            });
        }

        if (delta.ToolCall is { } call)
        {
            WriteCall(call);
        }

        _items.Finish = delta.FinishReason ?? _items.Finish;
    }

    public void End(GatewayReceipt receipt)
    {
        Close();
        var (status, reason) = _items.Ending;
        WriteEvent($"response.{status}", json =>
        {
            json.WritePropertyName("response"u8);
            ResponseJson.WriteResponse(json, reply, status, _items.All, reason, receipt);
        });
    }

    public void Fail(ModelGatewayException failure) => WriteFailure(OpenAIFailure.Of(failure));

    private void WriteFailure(OpenAIFailure failure) => WriteEvent("response.failed", json =>
    {
        json.WriteStartObject("response"u8);
        json.WriteString("id"u8, ResponseJson.IdOf(reply));
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, reply.Created);
        json.WriteString("model"u8, reply.Model);
        json.WriteString("status"u8, "failed"u8);
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, failure.Code ?? failure.Type);
        json.WriteString("message"u8, failure.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteThought(TextReasoningContent thought)
    {
        var item = Grow(ItemKind.Reasoning);
        item.Sealed = thought.ProtectedData ?? item.Sealed;
        if (thought.Text is { Length: > 0 } text)
        {
            item.Text.Append(text);
            WritePart("response.reasoning_summary_text.delta", item, "summary_index", json => json.WriteString("delta"u8, text));
        }
    }

    private void WriteCall(FunctionCallContent call)
    {
        Close();
        var item = _items.Add(ItemKind.FunctionCall, call);
        WriteItem("response.output_item.added", item);
        WritePart("response.function_call_arguments.delta", item, index: null, json => json.WriteString("delta"u8, item.Content));
        Close();
    }

    /// <summary>The open item of this kind; one is announced when there is none.</summary>
    private ResponseItem Grow(ItemKind kind)
    {
        if (_items.Open is { } open && open.Kind == kind)
        {
            return open;
        }

        Close();
        var item = _items.Add(kind);
        WriteItem("response.output_item.added", item);
        if (kind is ItemKind.Message)
        {
            WritePart("response.content_part.added", item, "content_index", json => WritePartMember(json, item, ""));
        }
        else
        {
            WritePart("response.reasoning_summary_part.added", item, "summary_index", json => WritePartMember(json, item, ""));
        }

        return item;
    }

    private void Close()
    {
        if (_items.Open is not { } item)
        {
            return;
        }

        item.Done = true;
        switch (item.Kind)
        {
            case ItemKind.Message:
                WritePart("response.output_text.done", item, "content_index", json =>
                {
                    json.WriteString("text"u8, item.Content);
                    json.WriteStartArray("logprobs"u8);
                    json.WriteEndArray();
                });
                WritePart("response.content_part.done", item, "content_index", json => WritePartMember(json, item, item.Content));
                break;
            case ItemKind.Reasoning:
                WritePart("response.reasoning_summary_text.done", item, "summary_index", json => json.WriteString("text"u8, item.Content));
                WritePart("response.reasoning_summary_part.done", item, "summary_index", json => WritePartMember(json, item, item.Content));
                break;
            case ItemKind.FunctionCall:
                WritePart("response.function_call_arguments.done", item, index: null, json =>
                {
                    json.WriteString("name"u8, item.Call!.Name);
                    json.WriteString("arguments"u8, item.Content);
                });
                break;
        }

        WriteItem("response.output_item.done", item);
    }

    private static void WritePartMember(Utf8JsonWriter json, ResponseItem item, string text)
    {
        json.WritePropertyName("part"u8);
        if (item.Kind is ItemKind.Message)
        {
            ResponseJson.WriteTextPart(json, text);
        }
        else
        {
            ResponseJson.WriteSummaryPart(json, text);
        }
    }

    private void WriteState(string name, string status) => WriteEvent(name, json =>
    {
        json.WritePropertyName("response"u8);
        ResponseJson.WriteResponse(json, reply, status, [], incomplete: null, receipt: null);
    });

    private void WriteItem(string name, ResponseItem item) => WriteEvent(name, json =>
    {
        json.WriteNumber("output_index"u8, _items.All.Count - 1);
        json.WritePropertyName("item"u8);
        ResponseJson.WriteItem(json, item);
    });

    private void WritePart(string name, ResponseItem item, string? index, Action<Utf8JsonWriter> members) => WriteEvent(name, json =>
    {
        json.WriteString("item_id"u8, item.Id);
        json.WriteNumber("output_index"u8, _items.All.Count - 1);
        if (index is not null)
        {
            json.WriteNumber(index, 0);
        }

        members(json);
    });

    private void WriteEvent(string name, Action<Utf8JsonWriter> members)
    {
        output.Write("event: "u8);
        output.Write(System.Text.Encoding.ASCII.GetBytes(name));
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output, ChatJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, name);
            json.WriteNumber("sequence_number"u8, _sequence++);
            members(json);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
