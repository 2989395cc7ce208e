using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>Reads <c>tools</c>, <c>tool_choice</c> and <c>output_config.format</c>.</summary>
internal static class MessagesTools
{
    public static void Read(JsonElement root, ChatOptions options)
    {
        options.Tools = Tools(root);
        if (root.Find("output_config")?.Find("format") is { } format && format.Text("type", "output_config.format") == "json_schema")
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(
                format.Find("schema")?.Clone() ?? throw FaceException.Missing("output_config.format.schema"), "reply");
        }

        if (root.Find("tool_choice") is { } choice)
        {
            options.ToolMode = ToolMode(choice);
            options.AllowMultipleToolCalls = choice.Flag("disable_parallel_tool_use") is { } disabled ? !disabled : null;
        }
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
            if (tool.Text("type", path) is { } type and not "custom")
            {
                throw FaceException.Invalid($"{path}.type", $"{path}.type: '{type}' runs at its provider; only custom tools are taken here.");
            }

            tools.Add(ChatTools.Declaration(tool, "input_schema", path, CacheControl.Read(tool, path)));
        }

        return tools;
    }

    private static ChatToolMode ToolMode(JsonElement choice) => choice.RequiredText("type", "tool_choice") switch
    {
        "auto" => ChatToolMode.Auto,
        "any" => ChatToolMode.RequireAny,
        "none" => ChatToolMode.None,
        "tool" => ChatToolMode.RequireSpecific(choice.RequiredText("name", "tool_choice")),
        var other => throw FaceException.Invalid("tool_choice.type", $"tool_choice.type: '{other}' is not one of auto, any, tool, none."),
    };
}
