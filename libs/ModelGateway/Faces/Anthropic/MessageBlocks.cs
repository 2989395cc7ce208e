using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>Reads <c>system</c> and <c>messages</c>: texts, images, documents, thinking, tool calls and their results.</summary>
internal static class MessageBlocks
{
    public static List<ChatMessage> Read(JsonElement root)
    {
        var array = root.Array("messages") ?? throw FaceException.Missing("messages");
        RequestLimits.CheckMessages(array, "messages");
        var messages = new List<ChatMessage>(array.GetArrayLength() + 1);
        if (root.Find("system") is not null)
        {
            messages.Add(new ChatMessage(ChatRole.System, Contents(root, "system", "")));
        }

        var number = 0;
        foreach (var message in array.EnumerateArray())
        {
            var path = $"messages[{number++}]";
            messages.AddRange(message.RequiredText("role", path) switch
            {
                "user" => User(Contents(message, "content", path)),
                "assistant" => [new ChatMessage(ChatRole.Assistant, Contents(message, "content", path))],
                "system" => [new ChatMessage(ChatRole.System, Contents(message, "content", path))],
                var role => throw FaceException.Invalid($"{path}.role", $"{path}.role: '{role}' is not one of user, assistant."),
            });
        }

        return messages;
    }

    /// <summary>Results of tools travel in the user's message here, and in one of their own everywhere else.</summary>
    private static IEnumerable<ChatMessage> User(List<AIContent> contents)
    {
        var results = contents.Where(content => content is FunctionResultContent).ToList();
        if (results.Count > 0)
        {
            yield return new ChatMessage(ChatRole.Tool, results);
        }

        if (results.Count < contents.Count)
        {
            yield return new ChatMessage(ChatRole.User, [.. contents.Where(content => content is not FunctionResultContent)]);
        }
    }

    private static List<AIContent> Contents(JsonElement parent, string name, string path)
    {
        var at = JsonMember.Join(path, name);
        var content = parent.Find(name) ?? throw FaceException.Missing(at);
        if (content.ValueKind is JsonValueKind.String)
        {
            return [new TextContent(content.GetString())];
        }

        if (content.ValueKind is not JsonValueKind.Array)
        {
            throw FaceException.Invalid(at, $"{at}: must be a string or an array of blocks.");
        }

        var blocks = new List<AIContent>(content.GetArrayLength());
        foreach (var block in content.EnumerateArray())
        {
            blocks.Add(Block(block, $"{at}[{blocks.Count}]"));
        }

        return blocks;
    }

    private static AIContent Block(JsonElement block, string path)
    {
        var content = Content(block, path);
        return CacheControl.Read(block, path) is { } lifetime ? content.WithCacheBreakpoint(lifetime) : content;
    }

    private static AIContent Content(JsonElement block, string path)
    {
        var type = block.RequiredText("type", path);
        return type switch
        {
            "text" => new TextContent(block.Text("text", path) ?? throw FaceException.Missing($"{path}.text")),
            "image" or "document" => Media(block.Find("source") ?? throw FaceException.Missing($"{path}.source"), type, $"{path}.source"),
            "thinking" => new TextReasoningContent(block.Text("thinking", path)) { ProtectedData = block.Text("signature", path) },
            "redacted_thinking" => new TextReasoningContent(null) { ProtectedData = block.Text("data", path) },
            "tool_use" => new FunctionCallContent(
                block.RequiredText("id", path), block.RequiredText("name", path), Input(block.Find("input"), $"{path}.input")),
            "tool_result" => Result(block, path),
            _ => throw FaceException.Invalid($"{path}.type", $"{path}.type: blocks of type '{type}' are not taken here."),
        };
    }

    private static FunctionResultContent Result(JsonElement block, string path)
    {
        var text = block.Find("content") is null ? "" : string.Concat(Contents(block, "content", path).OfType<TextContent>().Select(c => c.Text));
        return new FunctionResultContent(block.RequiredText("tool_use_id", path), text)
        {
            Exception = block.Flag("is_error") is true ? new InvalidOperationException(text) : null,
        };
    }

    private static AIContent Media(JsonElement source, string kind, string path) => source.RequiredText("type", path) switch
    {
        "base64" => Data(source, path),
        "url" when Uri.TryCreate(source.Text("url", path), UriKind.Absolute, out var url) && url.Scheme is "https" or "http" =>
            new UriContent(url, kind == "image" ? "image/*" : "application/pdf"),
        "text" => new TextContent(source.Text("data", path)),
        var other => throw FaceException.Invalid($"{path}.type", $"{path}.type: sources of type '{other}' are not taken here."),
    };

    private static DataContent Data(JsonElement source, string path)
    {
        try
        {
            return new DataContent(
                Convert.FromBase64String(source.RequiredText("data", path)), source.RequiredText("media_type", path));
        }
        catch (Exception bad) when (bad is FormatException or ArgumentException)
        {
            throw FaceException.Invalid($"{path}.data", $"{path}.data: not valid base64, or the media type is none.");
        }
    }

    private static Dictionary<string, object?> Input(JsonElement? input, string path) => input switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } arguments => ToolValues.Members(arguments),
        _ => throw FaceException.Invalid(path, $"{path}: must be an object."),
    };
}
