using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>What one call did and cost; it rides on the last update of every reply.</summary>
public sealed record GatewayReceipt
{
    /// <summary>Key of the receipt in <c>AdditionalProperties</c> of the last update and of a whole response.</summary>
    public const string PropertyName = "gateway";

    /// <summary>The call's own id, unique and in the order of time.</summary>
    public Guid CallId { get; init; }

    /// <summary>Group that answered: the one asked for, or the fallback that took over.</summary>
    public required string Group { get; init; }

    /// <summary>Group the caller asked for.</summary>
    public required string RequestedGroup { get; init; }

    /// <summary>Deployment that answered.</summary>
    public required string DeploymentId { get; init; }

    /// <summary>Its provider, for example <c>openai</c> or <c>local</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Model that answered, in the provider's words when it said so.</summary>
    public required string Model { get; init; }

    /// <summary>Prompt tokens, cached ones included.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Reply tokens, reasoning included.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Part of the input read from the provider's prompt cache.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Part of the input written to the provider's prompt cache for some minutes.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Part of the input written to it for an hour; not in <see cref="CacheWriteTokens"/>.</summary>
    public long CacheWriteLongTokens { get; init; }

    /// <summary>Part of the output spent on thinking.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>Exact cost in USD; null when the price is unknown, never 0 for that reason.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary>Where the price comes from; null when it is unknown.</summary>
    public string? PriceSource { get; init; }

    /// <summary>The price list that the call fell under.</summary>
    public PriceTier PriceTier { get; init; }

    /// <summary>The reply is not new: it was kept, or made for an equal call at the same time. It cost nothing, and the counts are the old ones.</summary>
    public bool Cached { get; init; }

    /// <summary>What it would have cost to ask again, in USD; null when nothing was saved or the price is unknown.</summary>
    public decimal? SavedUsd { get; init; }

    /// <summary>True when the token counts come from the length of the text because the provider gave none.</summary>
    public required bool Estimated { get; init; }

    /// <summary>True when the reply was extracted in this process and nothing left the machine.</summary>
    public required bool Local { get; init; }

    /// <summary>Calls made upstream, the successful one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Groups left behind before this one.</summary>
    public required int Fallbacks { get; init; }

    /// <summary>From the start of the call to its first piece of text.</summary>
    public required TimeSpan FirstToken { get; init; }

    /// <summary>From the start of the call to its end.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>Ids of the grounding passages that the reply quotes; empty for hosted models, which cannot prove what they used.</summary>
    public required IReadOnlyList<string> QuotedSourceIds { get; init; }

    /// <summary>How the call found its model.</summary>
    public required CallDecision Decision { get; init; }

    /// <summary>The receipt on this update, or null when it is not the last one.</summary>
    public static GatewayReceipt? Of(ChatResponseUpdate update) => From(update.AdditionalProperties);

    /// <summary>The receipt of a whole response, or null when another client made it.</summary>
    public static GatewayReceipt? Of(ChatResponse response) => From(response.AdditionalProperties);

    internal static ChatResponse On(ChatResponse response, ChatResponseUpdate last)
    {
        (response.AdditionalProperties ??= [])[PropertyName] = Of(last);
        return response;
    }

    private static GatewayReceipt? From(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(PropertyName, out var value) ? value as GatewayReceipt : null;
}
