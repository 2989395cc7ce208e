using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>What one call wants of the cache.</summary>
public sealed record CacheWish
{
    /// <summary>How long its reply is to be kept; null as configured.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>A reply that was kept longer ago is not wanted.</summary>
    public TimeSpan? NotOlderThan { get; init; }

    /// <summary>Wants a new reply.</summary>
    public bool NoCache { get; init; }

    /// <summary>Its reply must not be kept.</summary>
    public bool NoStore { get; init; }

    /// <summary>Part of the tenant's cache that counts for it; null as configured.</summary>
    public string? Namespace { get; init; }

    /// <summary>Asks for the cache where calls must ask for it.</summary>
    public bool UseCache { get; init; }

    /// <summary>A reply to a question that is only alike will do, where that is configured.</summary>
    public bool Semantic { get; init; }

    internal static CacheWish None { get; } = new();

    internal static CacheWish Of(ModelCall call) =>
        call.Options.AdditionalProperties?.GetValueOrDefault(CacheWishOptions.PropertyName) as CacheWish ?? None;
}

/// <summary>Carries the wish on <see cref="ChatOptions"/>.</summary>
public static class CacheWishOptions
{
    internal const string PropertyName = "gateway.cache";

    /// <summary>Sets the wish on these options and returns them.</summary>
    public static ChatOptions WithCache(this ChatOptions options, CacheWish wish)
    {
        (options.AdditionalProperties ??= [])[PropertyName] = wish;
        return options;
    }
}
