using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>
/// Reads <c>input</c>: a text, or items. What the model said, thought and called are items of their own here and one message everywhere
/// else, so neighbours are joined.
/// </summary>
internal static class ResponseInput
{
    public static List<ChatMessage> Read(JsonElement root)
    {
        var input = root.Find("input") ?? throw FaceException.Missing("input");
        if (input.ValueKind is JsonValueKind.String)
        {
            return [new ChatMessage(ChatRole.User, input.GetString())];
        }

        if (input.ValueKind is not JsonValueKind.Array)
        {
            throw FaceException.Invalid("input", "'input' must be a string or an array of items.");
        }

        RequestLimits.CheckMessages(input, "input");
        var messages = new List<ChatMessage>();
        var number = 0;
        foreach (var item in input.EnumerateArray())
        {
            var path = $"input[{number++}]";
            var (role, contents) = Item(item, path);
            if (messages is [.., { } last] && last.Role == role && (role == ChatRole.Assistant || role == ChatRole.Tool))
            {
                foreach (var content in contents)
                {
                    last.Contents.Add(content);
                }
            }
            else
            {
                messages.Add(new ChatMessage(role, contents));
            }
        }

        return messages;
    }

    private static (ChatRole Role, List<AIContent> Contents) Item(JsonElement item, string path)
    {
        var type = item.Text("type", path) ?? "message";
        return type switch
        {
            "message" => (Role(item.RequiredText("role", path), path), Contents(item, "content", path)),
            "function_call" => (ChatRole.Assistant,
            [
                new FunctionCallContent(
                    item.RequiredText("call_id", path), item.RequiredText("name", path), ToolCalls.Arguments(item, $"{path}.arguments")),
            ]),
            "function_call_output" => (ChatRole.Tool,
            [
                new FunctionResultContent(
                    item.RequiredText("call_id", path), string.Concat(Contents(item, "output", path).OfType<TextContent>().Select(text => text.Text))),
            ]),
            "reasoning" => (ChatRole.Assistant, [Thought(item)]),
            _ => throw FaceException.Invalid($"{path}.type", $"Items of type '{type}' are not taken here."),
        };
    }

    private static ChatRole Role(string role, string path) => role switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" or "developer" => ChatRole.System,
        _ => throw FaceException.Invalid($"{path}.role", $"'{role}' is not one of user, assistant, system, developer."),
    };

    private static TextReasoningContent Thought(JsonElement item) =>
        new(string.Concat(item.Array("summary")?.EnumerateArray().Select(part => part.Text("text", "summary")) ?? []))
        {
            ProtectedData = item.Text("encrypted_content", ""),
        };

    private static List<AIContent> Contents(JsonElement item, string name, string path)
    {
        var at = $"{path}.{name}";
        var content = item.Find(name) ?? throw FaceException.Missing(at);
        if (content.ValueKind is JsonValueKind.String)
        {
            return [new TextContent(content.GetString())];
        }

        if (content.ValueKind is not JsonValueKind.Array)
        {
            throw FaceException.Invalid(at, $"'{at}' must be a string or an array of parts.");
        }

        var parts = new List<AIContent>(content.GetArrayLength());
        foreach (var part in content.EnumerateArray())
        {
            var of = $"{at}[{parts.Count}]";
            var type = part.RequiredText("type", of);
            parts.Add(type switch
            {
                "input_text" or "output_text" => new TextContent(part.Text("text", of) ?? throw FaceException.Missing($"{of}.text")),
                "refusal" => new TextContent(part.Text("refusal", of)),
                "input_image" => ChatMessages.Image(part.Text("image_url", of), of),
                "input_file" => ChatMessages.Data(part.Text("file_data", of), "application/pdf", of),
                _ => throw FaceException.Invalid($"{of}.type", $"Parts of type '{type}' are not taken here."),
            });
        }

        return parts;
    }
}
