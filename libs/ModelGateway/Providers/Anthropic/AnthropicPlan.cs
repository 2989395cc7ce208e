using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>What one request says and leaves out, decided once for its model and version; the reply is read with it too.</summary>
internal sealed class AnthropicPlan
{
    public const string OldestVersion = "2023-06-01";

    private const int UsualMaxTokens = 4_096;
    private const string ReplyToolName = "reply";

    public AnthropicPlan(ModelDeployment deployment, ModelCall call)
    {
        Deployment = deployment;
        Options = call.Options;
        Model = AnthropicModel.Of(deployment.Model);
        Version = deployment.ExtraHeaders.GetValueOrDefault(AnthropicHeaders.Version, OldestVersion);
        Conversation = new AnthropicConversation(call);
        MaxTokens = Math.Min(
            Options.MaxOutputTokens ?? deployment.Defaults.MaxOutputTokens ?? Model.MaxOutputTokens ?? UsualMaxTokens,
            Model.MaxOutputTokens ?? int.MaxValue);
        Tools = Options.Tools?.OfType<AIFunctionDeclaration>().ToList() ?? [];
        foreach (var tool in Tools)
        {
            ToolNames.Send(tool.Name);
        }

        DecideFormat();
        var required = Tools.Count > 0 && Options.ToolMode is RequiredChatToolMode;
        ForcesTool = (required || ReplyTool is not null) && Model.TakesForcedTools;
        AsksForTool = (required || ReplyTool is not null) && !Model.TakesForcedTools;
        Thinking = AnthropicThinking.Decide(Model, Options.Reasoning, MaxTokens, ForcesTool, CanResumeThinking());
    }

    public ModelDeployment Deployment { get; }

    public ChatOptions Options { get; }

    public AnthropicModel Model { get; }

    public string Version { get; }

    public AnthropicConversation Conversation { get; }

    /// <summary>Limit of the reply, thinking included; the wire wants one always.</summary>
    public int MaxTokens { get; }

    public List<AIFunctionDeclaration> Tools { get; }

    public AnthropicNames ToolNames { get; } = new(AnthropicNames.MaxToolName);

    /// <summary>Later versions of the protocol and later models know no sampling values, whatever they are.</summary>
    public bool TakesSampling => Version == OldestVersion && Model.TakesSampling && !Thinking.HasBudget;

    public AnthropicThinking Thinking { get; }

    /// <summary>Schema that the model itself keeps to; null when there is none or it is the reply tool's.</summary>
    public ChatResponseFormatJson? NativeFormat { get; private set; }

    /// <summary>Schema of the reply tool.</summary>
    public ChatResponseFormatJson? ReplyFormat { get; private set; }

    /// <summary>Name of the tool whose input is the reply; null without one.</summary>
    public string? ReplyTool { get; private set; }

    /// <summary>The reply is no object, so it is one member of the tool's input.</summary>
    public bool ReplyIsWrapped { get; private set; }

    /// <summary>JSON is wanted, of no particular shape.</summary>
    public bool WantsAnyJson { get; private set; }

    /// <summary>The request demands a tool by <c>tool_choice</c>.</summary>
    public bool ForcesTool { get; }

    /// <summary>A tool is wanted of a model that cannot be forced: it is asked in words.</summary>
    public bool AsksForTool { get; }

    private void DecideFormat()
    {
        if (Options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return;
        }

        if (format.Schema is not { } schema)
        {
            WantsAnyJson = true;
        }
        else if (Model.HasNativeSchema && AnthropicSchema.IsStrict(schema))
        {
            NativeFormat = format;
        }
        else if (Options.ToolMode is not RequiredChatToolMode { RequiredFunctionName: not null })
        {
            ReplyFormat = format;
            ReplyTool = ToolNames.Reserve(ReplyToolName);
            ReplyIsWrapped = !AnthropicSchema.IsObject(schema);
        }
    }

    // With a budget the turn whose calls were answered must begin with its thinking; another provider's turn has none.
    private bool CanResumeThinking() => !Conversation.EndsWithAssistant
        && (Conversation.AnsweredTurn is not { } turn
            || (turn.Blocks[0].Content is TextReasoningContent thought && AnthropicSeal.TryOpen(thought, Deployment.Model, out _, out _)));
}
