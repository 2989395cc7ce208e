using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>Reads <c>messages</c>: roles, texts and parts, tool calls and their results.</summary>
internal static class ChatMessages
{
    public static List<ChatMessage> Read(JsonElement root)
    {
        var array = root.Array("messages") ?? throw FaceException.Missing("messages");
        RequestLimits.CheckMessages(array, "messages");
        var messages = new List<ChatMessage>(array.GetArrayLength());
        foreach (var message in array.EnumerateArray())
        {
            messages.Add(ReadMessage(message, $"messages[{messages.Count}]"));
        }

        return messages;
    }

    private static ChatMessage ReadMessage(JsonElement message, string path)
    {
        if (message.ValueKind is not JsonValueKind.Object)
        {
            throw FaceException.Invalid(path, $"'{path}' must be an object.");
        }

        var role = message.RequiredText("role", path);
        return role switch
        {
            "system" or "developer" => new ChatMessage(ChatRole.System, Contents(message, path)),
            "user" => new ChatMessage(ChatRole.User, Contents(message, path)) { AuthorName = message.Text("name", path) },
            "assistant" => new ChatMessage(ChatRole.Assistant, AssistantContents(message, path)),
            "tool" => new ChatMessage(
                ChatRole.Tool, [new FunctionResultContent(message.RequiredText("tool_call_id", path), TextOf(message, path))]),
            _ => throw FaceException.Invalid(
                $"{path}.role", $"'{role}' is not one of system, developer, user, assistant, tool ('{path}.role')."),
        };
    }

    private static List<AIContent> AssistantContents(JsonElement message, string path)
    {
        var contents = new List<AIContent>();
        if (message.Text("reasoning_content", path) is { Length: > 0 } thought)
        {
            contents.Add(new TextReasoningContent(thought));
        }

        if (message.Find("content") is not null)
        {
            contents.AddRange(Contents(message, path));
        }
        else if (message.Text("refusal", path) is { Length: > 0 } refusal)
        {
            contents.Add(new TextContent(refusal));
        }

        var number = 0;
        foreach (var call in message.Array("tool_calls", path)?.EnumerateArray() ?? [])
        {
            contents.Add(ToolCalls.Read(call, $"{path}.tool_calls[{number++}]"));
        }

        return contents;
    }

    private static List<AIContent> Contents(JsonElement message, string path)
    {
        var content = message.Find("content") ?? throw FaceException.Missing($"{path}.content");
        if (content.ValueKind is JsonValueKind.String)
        {
            return [new TextContent(content.GetString())];
        }

        if (content.ValueKind is not JsonValueKind.Array)
        {
            throw FaceException.Invalid($"{path}.content", $"'{path}.content' must be a string or an array of parts.");
        }

        var parts = new List<AIContent>(content.GetArrayLength());
        foreach (var part in content.EnumerateArray())
        {
            parts.Add(Part(part, $"{path}.content[{parts.Count}]"));
        }

        return parts;
    }

    private static AIContent Part(JsonElement part, string path)
    {
        var type = part.RequiredText("type", path);
        return type switch
        {
            "text" => new TextContent(part.Text("text", path) ?? throw FaceException.Missing($"{path}.text")),
            "refusal" => new TextContent(part.Text("refusal", path) ?? ""),
            "image_url" => Image(part.Find("image_url")?.Text("url", $"{path}.image_url"), path),
            "file" => Data(part.Find("file")?.Text("file_data", $"{path}.file"), "application/pdf", path),
            "input_audio" => Data(part.Find("input_audio")?.Text("data", $"{path}.input_audio"), "audio/wav", path),
            _ => throw FaceException.Invalid($"{path}.type", $"Parts of type '{type}' are not taken here."),
        };
    }

    internal static AIContent Image(string? url, string path)
    {
        if (url is null)
        {
            throw FaceException.Missing($"{path}.image_url.url");
        }

        return url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? Data(url, "image/png", path)
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
                ? new UriContent(new Uri(url), "image/*")
                : throw FaceException.Invalid($"{path}.image_url.url", $"'{path}.image_url.url' must be an http(s) or data URL.");
    }

    internal static DataContent Data(string? data, string mediaType, string path)
    {
        try
        {
            return data is null ? throw FaceException.Missing(path)
                : data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? new DataContent(data)
                : new DataContent(Convert.FromBase64String(data), mediaType);
        }
        catch (Exception bad) when (bad is FormatException or UriFormatException or ArgumentException)
        {
            throw FaceException.Invalid(path, $"'{path}' does not hold valid base64 data.");
        }
    }

    private static string TextOf(JsonElement message, string path) =>
        string.Concat(Contents(message, path).Select(content => content is TextContent text
            ? text.Text
            : throw FaceException.Invalid($"{path}.content", "A tool's result must be text.")));
}
