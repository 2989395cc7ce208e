using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>
/// Writes a reply as the server-sent events of chat completions. A provider's own events pass through; others are written here: the role
/// first, then texts and tool calls, the finish reason in a chunk of its own, the usage in one without choices, <c>[DONE]</c>.
/// </summary>
/// <param name="output">The response body; the caller flushes.</param>
/// <param name="reply">Names of this reply.</param>
/// <param name="includeUsage">The client asked for the usage.</param>
internal sealed class ChatStreamWriter(IBufferWriter<byte> output, ReplyIdentity reply, bool includeUsage) : IReplyWriter
{
    private bool _begun;
    private bool _relayed;
    private int _toolCalls;

    public void Begin()
    {
        // The first piece says whose it is.
    }

    public void Write(in ModelDelta delta)
    {
        if (!delta.Original.IsEmpty)
        {
            _relayed = true;
            if (includeUsage || !delta.UsageOnly)
            {
                WriteEvent(delta.Original.Span);
            }

            return;
        }

        if (delta.Reasoning is { Text.Length: > 0 } thought)
        {
            WriteText("reasoning_content", thought.Text);
        }

        if (delta.Text is { } text)
        {
            WriteText("content", text);
        }

        if (delta.ToolCall is { } call)
        {
            WriteToolCall(call);
        }

        if (delta.FinishReason is { } finish)
        {
            WriteChunk(json => json.WriteStartObject("delta"u8), finish);
        }
    }

    public void End(GatewayReceipt receipt)
    {
        if (includeUsage && !_relayed)
        {
            WriteEvent(json =>
            {
                ChatJson.WriteHead(json, "chat.completion.chunk", reply);
                json.WriteStartArray("choices"u8);
                json.WriteEndArray();
                ChatJson.WriteUsage(json, receipt);
                json.WriteEndObject();
            });
        }

        WriteEvent("[DONE]"u8);
    }

    /// <summary>An error event, and no <c>[DONE]</c>, so that no client takes the part for the whole.</summary>
    public void Fail(ModelGatewayException failure)
    {
        output.Write("data: "u8);
        OpenAIFailure.Of(failure).Write(output);
        output.Write("\n\n"u8);
    }

    private void WriteText(string member, string text) => WriteChunk(
        json =>
        {
            WriteDeltaStart(json);
            json.WriteString(member, text);
        },
        finish: null);

    private void WriteToolCall(FunctionCallContent call) => WriteChunk(
        json =>
        {
            WriteDeltaStart(json);
            json.WriteStartArray("tool_calls"u8);
            ChatJson.WriteToolCall(json, call, _toolCalls++);
            json.WriteEndArray();
        },
        finish: null);

    private void WriteDeltaStart(Utf8JsonWriter json)
    {
        json.WriteStartObject("delta"u8);
        if (!_begun)
        {
            _begun = true;
            json.WriteString("role"u8, "assistant"u8);
        }
    }

    private void WriteChunk(Action<Utf8JsonWriter> delta, ChatFinishReason? finish) => WriteEvent(json =>
    {
        ChatJson.WriteHead(json, "chat.completion.chunk", reply);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        delta(json);
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        if (finish is null)
        {
            json.WriteNull("finish_reason"u8);
        }
        else
        {
            json.WriteString("finish_reason"u8, ChatJson.FinishReason(finish));
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private void WriteEvent(Action<Utf8JsonWriter> write)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, ChatJson.Options))
        {
            write(json);
        }

        output.Write("\n\n"u8);
    }

    private void WriteEvent(ReadOnlySpan<byte> data) => EventLines.Write(output, data);
}
