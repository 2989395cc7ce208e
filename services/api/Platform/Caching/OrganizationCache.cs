using System.Globalization;
using ZiggyCreatures.Caching.Fusion;

namespace Agentes.Platform.Caching;

/// <summary>
/// Cached values of organizations: found in memory or Redis, else loaded once, and gone from every node when their area changes.
/// </summary>
/// <remarks>
/// What does not exist is not remembered, so that creating something never has to wait for a cache.
/// A value that was being loaded on this node while its area changed is returned but not kept.
/// </remarks>
public sealed class OrganizationCache(IFusionCache cache)
{
    private static readonly CacheArea[] Areas =
        [CacheArea.Agents, CacheArea.Contacts, CacheArea.Products, CacheArea.Knowledge, CacheArea.Organization];

    /// <summary>Counts changes, by hash of the organization: enough to notice one, at no cost for the number of organizations.</summary>
    private readonly int[] _changes = new int[1024];

    /// <summary>The value under the key, loaded when no node has it.</summary>
    public ValueTask<T?> GetOrLoadAsync<T>(
        Guid organizationId, CacheArea areas, string key, TimeSpan duration, Func<CancellationToken, Task<T?>> load, CancellationToken ct)
        where T : class => GetOrLoadAsync(organizationId, areas, key, duration, memoryOnly: false, load, ct);

    /// <summary>The same, kept on this node alone: for values so many or so particular that the way to Redis does not pay.</summary>
    public ValueTask<T?> GetOrLoadHereAsync<T>(
        Guid organizationId, CacheArea areas, string key, TimeSpan duration, Func<CancellationToken, Task<T?>> load, CancellationToken ct)
        where T : class => GetOrLoadAsync(organizationId, areas, key, duration, memoryOnly: true, load, ct);

    /// <summary>Forgets everything made from these areas of the organization. Call it after the commit.</summary>
    public async ValueTask EvictAsync(Guid organizationId, CacheArea areas, CancellationToken ct)
    {
        Interlocked.Increment(ref _changes[Slot(organizationId)]);
        if (areas != CacheArea.None)
        {
            await cache.RemoveByTagAsync(Tags(organizationId, areas), token: ct);
        }
    }

    /// <summary>Forgets one value.</summary>
    public async ValueTask EvictAsync(Guid organizationId, string key, CancellationToken ct)
    {
        Interlocked.Increment(ref _changes[Slot(organizationId)]);
        await cache.RemoveAsync(Key(organizationId, key), token: ct);
    }

    /// <summary>Forgets all that is known of the organization.</summary>
    public ValueTask EvictAllAsync(Guid organizationId, CancellationToken ct) =>
        EvictAsync(organizationId, Areas.Aggregate((all, area) => all | area), ct);

    private ValueTask<T?> GetOrLoadAsync<T>(
        Guid organizationId,
        CacheArea areas,
        string key,
        TimeSpan duration,
        bool memoryOnly,
        Func<CancellationToken, Task<T?>> load,
        CancellationToken ct)
        where T : class => cache.GetOrSetAsync<T?>(
        Key(organizationId, key),
        async (entry, token) =>
        {
            var before = Changes(organizationId);
            var value = await load(token);
            if (value is null || before != Changes(organizationId))
            {
                entry.Options.SetSkipMemoryCacheWrite().SetSkipDistributedCacheWrite(skip: true, skipBackplaneNotifications: true);
            }

            return value;
        },

        // Loading changes nothing, so the other nodes need not hear of it.
        options => options.SetDuration(duration)
            .SetSkipBackplaneNotifications(true)
            .SetSkipDistributedCache(memoryOnly, skipBackplaneNotifications: true),
        Tags(organizationId, areas),
        ct);

    private static int Slot(Guid organizationId) => organizationId.GetHashCode() & 1023;

    private static string Key(Guid organizationId, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"org:{organizationId:N}:{key}");

    private static string[] Tags(Guid organizationId, CacheArea areas) =>
        [.. Areas.Where(area => areas.HasFlag(area)).Select(area => Key(organizationId, area.ToString()))];

    private int Changes(Guid organizationId) => Volatile.Read(ref _changes[Slot(organizationId)]);
}
