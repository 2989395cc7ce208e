using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>How much a model may think and how many tokens that takes out of the reply's limit.</summary>
/// <param name="Budget">Tokens, for models that count them.</param>
/// <param name="Level">Name of a level, for models that have levels.</param>
/// <param name="Room">Tokens added to the limit of the reply, because this wire counts thinking as part of it.</param>
/// <param name="Shown">Whether the reply shows a summary of the thoughts.</param>
internal readonly record struct GeminiThinking(int? Budget, string? Level, int Room, bool Shown)
{
    // Below this limit a model left to itself often spends everything on thinking and then says nothing.
    private const int SmallReply = 2048;

    // The least that a 2.5 Pro accepts: it cannot be told not to think.
    private const int LeastBudgetOfPro = 128;

    public static GeminiThinking Of(GeminiModel model, ReasoningOptions? asked, int? maxOutputTokens)
    {
        var shown = asked?.Output is ReasoningOutput.Summary or ReasoningOutput.Full;
        var effort = asked?.Effort ?? (maxOutputTokens < SmallReply && !shown ? ReasoningEffort.None : null);
        if (model.ThinksInTokens)
        {
            var budget = effort is { } e ? BudgetOf(model, e) : (int?)null;
            return new GeminiThinking(budget, null, budget ?? 0, shown);
        }

        if (model.ThinksInLevels)
        {
            var level = effort is { } e ? LevelOf(model, e) : null;
            return new GeminiThinking(null, level, RoomFor(level), shown);
        }

        return default;
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (this is { Budget: null, Level: null, Shown: false })
        {
            return;
        }

        writer.WriteStartObject("thinkingConfig"u8);
        if (Budget is { } budget)
        {
            writer.WriteNumber("thinkingBudget"u8, budget);
        }

        if (Level is not null)
        {
            writer.WriteString("thinkingLevel"u8, Level);
        }

        if (Shown)
        {
            writer.WriteBoolean("includeThoughts"u8, true);
        }

        writer.WriteEndObject();
    }

    // The steps of Google's own translation of an effort into a budget.
    private static int BudgetOf(GeminiModel model, ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => model.IsPro ? LeastBudgetOfPro : 0,
        ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 8192,
        ReasoningEffort.ExtraHigh when model.IsPro => 32768,
        _ => 24576,
    };

    // Pro has no "minimal"; its first version knows only the two ends.
    private static string LevelOf(GeminiModel model, ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => model.IsPro ? "low" : "minimal",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => model is { IsPro: true, Version: < 3.1m } ? "high" : "medium",
        _ => "high",
    };

    // A level promises no number of tokens: these are what leaves a reply its own limit in most cases.
    private static int RoomFor(string? level) => level switch
    {
        null => 0,
        "minimal" => 256,
        "low" => 1024,
        "medium" => 8192,
        _ => 24576,
    };
}
