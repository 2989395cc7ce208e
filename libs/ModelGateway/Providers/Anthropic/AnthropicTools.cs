using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Writes the tools, the one that stands for a reply in JSON among them, and which of them the model may or must call.</summary>
internal static class AnthropicTools
{
    /// <summary>Member of the reply tool's input that holds a reply which is no object.</summary>
    public const string WrappedMember = "value";

    private const string ReplyDescription = "Gives the final answer.";

    public static void Write(Utf8JsonWriter writer, AnthropicPlan plan, AnthropicCache cache)
    {
        var tools = plan.Tools;
        var called = tools.Count == 0 ? plan.Conversation.CalledTools.ToList() : [];
        if (tools.Count + called.Count == 0 && plan.ReplyTool is null)
        {
            return;
        }

        writer.WriteStartArray("tools"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            WriteTool(writer, tools[i], plan, cache, isLast: i == tools.Count - 1);
        }

        foreach (var name in called)
        {
            // Calls in the history are refused unless their tools are declared, even when none may be called any more.
            WriteStart(writer, plan.ToolNames.Send(name), description: null);
            writer.WriteStartObject("input_schema"u8);
            writer.WriteString("type"u8, "object"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (plan is { ReplyTool: { } reply, ReplyFormat: { Schema: { } schema } format })
        {
            WriteStart(writer, reply, format.SchemaDescription ?? ReplyDescription);
            writer.WritePropertyName("input_schema"u8);
            if (plan.ReplyIsWrapped)
            {
                AnthropicSchema.WriteWrapped(writer, schema, WrappedMember);
            }
            else
            {
                schema.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteChoice(writer, plan);
    }

    private static void WriteTool(Utf8JsonWriter writer, AIFunctionDeclaration tool, AnthropicPlan plan, AnthropicCache cache, bool isLast)
    {
        WriteStart(writer, plan.ToolNames.Send(tool.Name), tool.Description);
        writer.WritePropertyName("input_schema"u8);
        if (ToolValues.IsStrict(tool) && plan.Model.HasNativeSchema && AnthropicSchema.IsStrict(tool.JsonSchema))
        {
            AnthropicSchema.WriteStrict(writer, tool.JsonSchema);
            writer.WriteBoolean("strict"u8, true);
        }
        else
        {
            AnthropicSchema.WriteInput(writer, tool.JsonSchema);
        }

        cache.Write(writer, PromptCaching.WishOf(tool.AdditionalProperties) ?? (isLast ? cache.OfTools : null));
        writer.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter writer, string name, string? description)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        if (!string.IsNullOrEmpty(description))
        {
            writer.WriteString("description"u8, description);
        }
    }

    private static void WriteChoice(Utf8JsonWriter writer, AnthropicPlan plan)
    {
        var (type, name) = Choose(plan);
        var one = plan.Options.AllowMultipleToolCalls is false && type is not "none";
        if (type is null && !one)
        {
            return;
        }

        writer.WriteStartObject("tool_choice"u8);
        writer.WriteString("type"u8, type ?? "auto");
        if (name is not null)
        {
            writer.WriteString("name"u8, name);
        }

        if (one)
        {
            writer.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        writer.WriteEndObject();
    }

    private static (string? Type, string? Name) Choose(AnthropicPlan plan)
    {
        var mode = plan.Options.ToolMode;
        if (plan.ReplyTool is { } reply && plan.ForcesTool)
        {
            // Other tools may still be called first; the reply is one more of them.
            return plan.Tools.Count == 0 || mode is NoneChatToolMode ? ("tool", reply) : ("any", null);
        }

        return mode switch
        {
            _ when plan.Tools.Count == 0 && plan.ReplyTool is null => ("none", null),
            NoneChatToolMode when plan.ReplyTool is null => ("none", null),
            RequiredChatToolMode { RequiredFunctionName: { } required } when plan.ForcesTool => ("tool", plan.ToolNames.Send(required)),
            RequiredChatToolMode when plan.ForcesTool => ("any", null),
            AutoChatToolMode => ("auto", null),
            _ => (null, null),
        };
    }
}
