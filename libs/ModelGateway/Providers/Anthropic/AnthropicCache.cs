using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Places the marks up to which a prompt is cached, and no more of them than the wire allows.</summary>
internal sealed class AnthropicCache
{
    private const int MaxMarks = 4;
    private const int CharactersPerToken = 4;

    private int _marks;

    public AnthropicCache(AnthropicPlan plan)
    {
        if (PromptCaching.WishOf(plan.Options.AdditionalProperties) is { } wish && IsLongEnough(plan))
        {
            // The mark on the system prompt covers the tools in front of it.
            (OfSystem, OfTools) = plan.Conversation.System.Count > 0 ? (wish, null) : ((string?)null, wish);
        }
    }

    /// <summary>Lifetime for the end of the system prompt; null for no mark.</summary>
    public string? OfSystem { get; }

    /// <summary>Lifetime for the last tool; null for no mark.</summary>
    public string? OfTools { get; }

    public void Write(Utf8JsonWriter writer, string? wish)
    {
        if (wish is null || _marks == MaxMarks)
        {
            return;
        }

        _marks++;
        writer.WriteStartObject("cache_control"u8);
        writer.WriteString("type"u8, "ephemeral"u8);
        if (wish != "5m")
        {
            writer.WriteString("ttl"u8, wish);
        }

        writer.WriteEndObject();
    }

    private static bool IsLongEnough(AnthropicPlan plan)
    {
        var characters = plan.Conversation.System.Sum(text => text.Text.Length)
            + plan.Tools.Sum(tool => tool.Name.Length + tool.Description.Length + tool.JsonSchema.GetRawText().Length);
        return characters / CharactersPerToken >= plan.Model.MinCachedTokens;
    }
}
