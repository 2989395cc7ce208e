using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>How much a model is asked to think about one request.</summary>
/// <param name="Type">Value of <c>thinking.type</c>; null says nothing.</param>
/// <param name="Budget">Tokens, for models that think within a budget.</param>
/// <param name="Effort">Word, for models that decide themselves.</param>
/// <param name="Display">Whether the thinking is shown; null leaves it to the model.</param>
internal sealed record AnthropicThinking(string? Type = null, int? Budget = null, string? Effort = null, string? Display = null)
{
    private const int MinBudget = 1_024;

    private static readonly AnthropicThinking Unasked = new();

    /// <summary>A fixed budget goes with neither sampling values nor a reply that is already begun.</summary>
    public bool HasBudget => Budget is not null;

    /// <param name="model">Who is to think.</param>
    /// <param name="asked">What the caller wants; null leaves the model as it is.</param>
    /// <param name="maxTokens">Limit of thinking and reply together.</param>
    /// <param name="forced">A tool is demanded, which leaves no room for thinking.</param>
    /// <param name="resumable">Thinking within a budget can go on from this conversation.</param>
    public static AnthropicThinking Decide(AnthropicModel model, ReasoningOptions? asked, int maxTokens, bool forced, bool resumable)
    {
        if (!model.CanThink || (asked is null && !(forced && model.ThinksByDefault)))
        {
            return Unasked;
        }

        if (forced || asked?.Effort is ReasoningEffort.None)
        {
            return model is { LeastThinking: null, ThinksByDefault: true }
                ? new AnthropicThinking(Effort: "low")
                : new AnthropicThinking(model.LeastThinking);
        }

        return model.ThinksAdaptively ? Adaptive(model, asked!) : WithinBudget(asked!.Effort, maxTokens, resumable);
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (Type is null)
        {
            return;
        }

        writer.WriteStartObject("thinking"u8);
        writer.WriteString("type"u8, Type);
        if (Budget is { } budget)
        {
            writer.WriteNumber("budget_tokens"u8, budget);
        }

        if (Display is not null)
        {
            writer.WriteString("display"u8, Display);
        }

        writer.WriteEndObject();
    }

    private static AnthropicThinking Adaptive(AnthropicModel model, ReasoningOptions asked) => new(
        "adaptive",
        Effort: asked.Effort switch
        {
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            ReasoningEffort.ExtraHigh => model.HighestEffort,
            _ => null,
        },
        Display: asked.Output switch
        {
            _ when !model.HasThinkingDisplay => null,
            ReasoningOutput.None => "omitted",
            ReasoningOutput.Summary or ReasoningOutput.Full => "summarized",
            _ => null,
        });

    // At least half of the limit stays for the reply; a limit that leaves too little for thinking goes without.
    private static AnthropicThinking WithinBudget(ReasoningEffort? effort, int maxTokens, bool resumable)
    {
        var wanted = effort switch
        {
            ReasoningEffort.Low => MinBudget,
            ReasoningEffort.High => 4 * MinBudget,
            ReasoningEffort.ExtraHigh => 16 * MinBudget,
            _ => 2 * MinBudget,
        };
        var budget = Math.Min(wanted, maxTokens / 2);
        return resumable && budget >= MinBudget ? new AnthropicThinking("enabled", budget) : Unasked;
    }
}
