using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>Reads <c>tools</c>, <c>tool_choice</c> and <c>response_format</c>.</summary>
internal static class ChatTools
{
    private static readonly JsonElement NoParameters = JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement.Clone();

    public static void Read(JsonElement root, ChatOptions options)
    {
        options.Tools = Tools(root);
        options.ToolMode = ToolMode(root);
        options.ResponseFormat = Format(root);
    }

    private static List<AITool>? Tools(JsonElement root)
    {
        if (root.Array("tools") is not { } array || array.GetArrayLength() == 0)
        {
            return null;
        }

        RequestLimits.CheckTools(array);
        var tools = new List<AITool>(array.GetArrayLength());
        foreach (var tool in array.EnumerateArray())
        {
            var path = $"tools[{tools.Count}]";
            var type = tool.RequiredText("type", path);
            var function = type == "function"
                ? tool.Find("function") ?? throw FaceException.Missing($"{path}.function")
                : throw FaceException.Invalid($"{path}.type", $"Tools of type '{type}' are not taken here; send functions.");
            tools.Add(Declaration(function, "parameters", $"{path}.function"));
        }

        return tools;
    }

    internal static AIFunctionDeclaration Declaration(
        JsonElement function, string schemaName, string path, PromptCacheLifetime? cache = null) =>
        new DeclaredTool(
            function.RequiredText("name", path),
            function.Text("description", path),
            function.Find(schemaName) is { ValueKind: JsonValueKind.Object } schema ? schema.Clone() : NoParameters,
            Wishes(function, cache));

    private static Dictionary<string, object?> Wishes(JsonElement function, PromptCacheLifetime? cache)
    {
        var wishes = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (function.Flag("strict") is { } strict)
        {
            wishes["strict"] = strict;
        }

        if (cache is { } lifetime)
        {
            wishes[PromptCaching.PropertyName] = PromptCaching.Word(lifetime);
        }

        return wishes;
    }

    private static ChatToolMode? ToolMode(JsonElement root)
    {
        if (root.Find("tool_choice") is not { } choice)
        {
            return null;
        }

        if (choice.ValueKind is JsonValueKind.Object)
        {
            var function = choice.Find("function") ?? throw FaceException.Missing("tool_choice.function");
            return ChatToolMode.RequireSpecific(function.RequiredText("name", "tool_choice.function"));
        }

        return ByWord(choice);
    }

    /// <summary>The choice as a word.</summary>
    internal static ChatToolMode ByWord(JsonElement word) => (word.ValueKind is JsonValueKind.String ? word.GetString() : null) switch
    {
        "none" => ChatToolMode.None,
        "auto" => ChatToolMode.Auto,
        "required" => ChatToolMode.RequireAny,
        _ => throw FaceException.Invalid("tool_choice", "'tool_choice' must be none, auto, required, or a function."),
    };

    private static ChatResponseFormat? Format(JsonElement root)
    {
        if (root.Find("response_format") is not { } format)
        {
            return null;
        }

        var type = format.RequiredText("type", "response_format");
        return type switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" => ChatResponseFormat.Json,
            "json_schema" => Schema(format.Find("json_schema") ?? throw FaceException.Missing("response_format.json_schema")),
            _ => throw FaceException.Invalid("response_format.type", $"'{type}' is not one of text, json_object, json_schema."),
        };
    }

    private static ChatResponseFormatJson Schema(JsonElement named) => ChatResponseFormat.ForJsonSchema(
        named.Find("schema")?.Clone() ?? throw FaceException.Missing("response_format.json_schema.schema"),
        named.RequiredText("name", "response_format.json_schema"),
        named.Text("description", "response_format.json_schema"));
}
