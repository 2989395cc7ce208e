using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Writes the conversation: roles, texts, images, tool calls and their results.</summary>
internal static class OpenAIMessages
{
    public static void Write(Utf8JsonWriter writer, ModelCall call)
    {
        writer.WriteStartArray("messages"u8);
        if (call.Options.Instructions is { Length: > 0 } instructions)
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WriteString("content"u8, instructions);
            writer.WriteEndObject();
        }

        foreach (var message in call.Messages)
        {
            // Each tool result is a message of its own; whatever else the message says follows them.
            var rest = WriteToolResults(writer, message);
            if (rest > 0 || message.Contents.Count == 0)
            {
                WriteMessage(writer, message);
            }
        }

        writer.WriteEndArray();
    }

    private static int WriteToolResults(Utf8JsonWriter writer, ChatMessage message)
    {
        var rest = 0;
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                writer.WriteStartObject();
                writer.WriteString("role"u8, "tool"u8);
                writer.WriteString("tool_call_id"u8, result.CallId);
                writer.WriteString("content"u8, ToolValues.ResultText(result));
                writer.WriteEndObject();
            }
            else if (content is TextContent or FunctionCallContent or UriContent or DataContent)
            {
                rest++;
            }
        }

        return rest;
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, message.Role.Value);
        if (message.AuthorName is { Length: > 0 } name)
        {
            writer.WriteString("name"u8, name);
        }

        if (message.Contents.Any(c => c is UriContent or DataContent))
        {
            WriteParts(writer, message.Contents);
        }
        else if (message.Text is { Length: > 0 } text)
        {
            writer.WriteString("content"u8, text);
        }
        else if (message.Contents.Any(c => c is FunctionCallContent))
        {
            writer.WriteNull("content"u8);
        }
        else
        {
            writer.WriteString("content"u8, ""u8);
        }

        WriteToolCalls(writer, message.Contents);
        writer.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        writer.WriteStartArray("content"u8);
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text:
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "text"u8);
                    writer.WriteString("text"u8, text.Text);
                    writer.WriteEndObject();
                    break;
                case UriContent uri:
                    WriteImage(writer, uri.Uri.AbsoluteUri);
                    break;
                case DataContent data:
                    WriteImage(writer, data.Uri);
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter writer, string uri)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "image_url"u8);
        writer.WriteStartObject("image_url"u8);
        writer.WriteString("url"u8, uri);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        var open = false;
        foreach (var content in contents)
        {
            if (content is not FunctionCallContent call)
            {
                continue;
            }

            if (!open)
            {
                writer.WriteStartArray("tool_calls"u8);
                open = true;
            }

            writer.WriteStartObject();
            writer.WriteString("id"u8, call.CallId);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WriteString("arguments"u8, ToolValues.ArgumentsText(call));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (open)
        {
            writer.WriteEndArray();
        }
    }
}
