using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>How long a provider keeps a prompt that it was asked to cache.</summary>
public enum PromptCacheLifetime
{
    /// <summary>Five minutes from the last use.</summary>
    FiveMinutes,

    /// <summary>One hour from the last use; writing costs more.</summary>
    OneHour,
}

/// <summary>
/// Asks providers that bill for it to cache the beginning of a prompt. Those that cache by themselves, or not at all, ignore it. The wish
/// rides in <c>AdditionalProperties</c> as text (<c>5m</c> or <c>1h</c>), so it survives a stored history.
/// </summary>
public static class PromptCaching
{
    /// <summary>Key on content, on a tool's own properties, and on <see cref="ChatOptions"/>.</summary>
    public const string PropertyName = "gateway.cache_control";

    private const string Short = "5m";
    private const string Long = "1h";

    /// <summary>Caches the prompt up to and including this content. A request has at most four such places.</summary>
    public static T WithCacheBreakpoint<T>(this T content, PromptCacheLifetime lifetime = PromptCacheLifetime.FiveMinutes)
        where T : AIContent
    {
        (content.AdditionalProperties ??= [])[PropertyName] = Word(lifetime);
        return content;
    }

    /// <summary>Caches tools and system prompt of this request when they are long enough to be cached at all.</summary>
    public static ChatOptions WithPromptCaching(
        this ChatOptions options, PromptCacheLifetime lifetime = PromptCacheLifetime.FiveMinutes)
    {
        (options.AdditionalProperties ??= [])[PropertyName] = Word(lifetime);
        return options;
    }

    /// <summary>The wish as text, <c>5m</c> or <c>1h</c>; null when there is none.</summary>
    internal static string? WishOf(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || !properties.TryGetValue(PropertyName, out var value))
        {
            return null;
        }

        var word = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        return word is Short or Long ? word : null;
    }

    internal static string Word(PromptCacheLifetime lifetime) => lifetime is PromptCacheLifetime.OneHour ? Long : Short;
}
