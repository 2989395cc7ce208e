using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>One piece of a turn.</summary>
/// <param name="Content">What is said, called or answered.</param>
/// <param name="CallId">Id of a call or of its result as it is sent.</param>
internal readonly record struct AnthropicBlock(AIContent Content, string? CallId = null);

/// <summary>What one side says until the other one speaks.</summary>
internal sealed record AnthropicTurn(bool Assistant)
{
    public List<AnthropicBlock> Blocks { get; } = [];
}

/// <summary>
/// The conversation as the wire wants it: turns alternate, empty texts are gone, each call is answered in the next turn before anything
/// else is said, and what has no counterpart, a call or a result, is left out together with its pair.
/// </summary>
internal sealed class AnthropicConversation
{
    private readonly ToolPairs _pairs;
    private readonly List<AnthropicBlock> _answers = [];
    private readonly List<AnthropicBlock> _thoughts = [];

    public AnthropicConversation(ModelCall call)
    {
        _pairs = new ToolPairs(call.Messages);
        if (!string.IsNullOrWhiteSpace(call.Options.Instructions))
        {
            System.Add(new TextContent(call.Options.Instructions));
        }

        foreach (var message in call.Messages)
        {
            foreach (var content in message.Contents)
            {
                Add(message.Role, content);
            }
        }

        TurnTo(assistant: false, create: false);
    }

    public List<TextContent> System { get; } = [];

    public List<AnthropicTurn> Turns { get; } = [];

    /// <summary>Names of the tools that were called.</summary>
    public IEnumerable<string> CalledTools => _pairs.Calls.Select(call => call.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The last turn is the assistant's: a beginning that the model is to continue.</summary>
    public bool EndsWithAssistant => Turns is [.., { Assistant: true }];

    /// <summary>The turn whose calls were just answered; null when the last thing said is no answer to a call.</summary>
    public AnthropicTurn? AnsweredTurn =>
        Turns is [.., var asked, { Blocks: [{ Content: FunctionResultContent }, ..] }] ? asked : null;

    private void Add(ChatRole role, AIContent content)
    {
        var assistant = role == ChatRole.Assistant;
        switch (content)
        {
            case TextContent text when role == ChatRole.System || role.Value == "developer":
                if (!string.IsNullOrWhiteSpace(text.Text))
                {
                    System.Add(text);
                }

                break;
            case FunctionCallContent call:
                if (_pairs.Answered(call) is { } pair)
                {
                    TurnTo(assistant: true).Blocks.Add(new AnthropicBlock(call, pair.Id));
                    _answers.Add(new AnthropicBlock(pair.Result, pair.Id));
                }

                break;
            case FunctionResultContent:
                TurnTo(assistant: false, create: false);
                break;
            case TextReasoningContent when assistant:
                // Thinking must lead to something: it is added with what follows it, or not at all.
                _thoughts.Add(new AnthropicBlock(content));
                break;
            case TextContent { Text: var text } when !string.IsNullOrWhiteSpace(text):
            // Neither version of the protocol lets the assistant show pictures or documents.
            case DataContent or UriContent when !assistant:
                TurnTo(assistant).Blocks.Add(new AnthropicBlock(content));
                break;
        }
    }

    private AnthropicTurn TurnTo(bool assistant, bool create = true)
    {
        var answering = !assistant && _answers.Count > 0;
        if (Turns is not [.., { } last] || last.Assistant != assistant)
        {
            last = new AnthropicTurn(assistant);
            if (create || answering)
            {
                Turns.Add(last);
            }
        }

        if (assistant)
        {
            last.Blocks.AddRange(_thoughts);
        }

        _thoughts.Clear();
        if (answering)
        {
            last.Blocks.AddRange(_answers);
            _answers.Clear();
        }

        return last;
    }
}
