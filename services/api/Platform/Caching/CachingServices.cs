using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;

namespace Agentes.Platform.Caching;

internal static class CachingServices
{
    /// <summary>Entries that one node keeps in memory. Beyond them new ones are made room for, oldest use first.</summary>
    private const int MemoryEntries = 100_000;

    /// <summary>
    /// Memory first, Redis behind it, and evictions heard by every node. Without Redis everything works, at the price of misses.
    /// </summary>
    public static IServiceCollection AddCaching(this IServiceCollection services, string redis)
    {
        services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(RedisSettings.Read(redis)));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OrganizationCache>();
        services.AddFusionCache()
            .WithOptions(options =>
            {
                options.DistributedCacheCircuitBreakerDuration = TimeSpan.FromSeconds(2);
                options.BackplaneCircuitBreakerDuration = TimeSpan.FromSeconds(2);
                options.WaitForInitialBackplaneSubscribe = false;
                options.TagsDefaultEntryOptions.Size = 1;
                options.DistributedCacheErrorsLogLevel = LogLevel.Warning;
                options.BackplaneErrorsLogLevel = LogLevel.Warning;
            })
            .WithCacheKeyPrefix("agentes:")
            .WithDefaultEntryOptions(new FusionCacheEntryOptions
            {
                Size = 1,
                DistributedCacheSoftTimeout = TimeSpan.FromMilliseconds(200),
                DistributedCacheHardTimeout = TimeSpan.FromMilliseconds(500),
            })
            .WithMemoryCache(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = MemoryEntries }))
            .WithSerializer(new CacheJson())
            .WithDistributedCache(provider => new RedisCache(new RedisCacheOptions
            {
                ConnectionMultiplexerFactory = () => Task.FromResult(provider.GetRequiredService<IConnectionMultiplexer>()),
            }))
            .WithBackplane(provider => new RedisBackplane(
                provider.GetRequiredService<IConnectionMultiplexer>,
                provider.GetRequiredService<ILogger<RedisBackplane>>()));
        return services;
    }
}
