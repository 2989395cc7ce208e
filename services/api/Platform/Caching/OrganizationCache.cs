using System.Collections.Concurrent;
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
public sealed class OrganizationCache
{
    /// <summary>
    /// What every message asks for is kept at hand this long without asking the cache, unless something changed: here, or on any node that
    /// says so.
    /// </summary>
    private static readonly TimeSpan AtHand = TimeSpan.FromSeconds(1);

    private const int MostAtHand = 10_000;

    private static readonly CacheArea[] Areas =
        [CacheArea.Agents, CacheArea.Contacts, CacheArea.Products, CacheArea.Knowledge, CacheArea.Organization];

    /// <summary>Counts changes, by hash of the organization: enough to notice one, at no cost for the number of organizations.</summary>
    private readonly int[] _changes = new int[1024];

    private readonly ConcurrentDictionary<(Guid Organization, string Key), Near> _near = new();
    private readonly IFusionCache _cache;
    private readonly TimeProvider _clock;
    private int _heard;

    public OrganizationCache(IFusionCache cache, TimeProvider clock)
    {
        (_cache, _clock) = (cache, clock);
        cache.Events.Backplane.MessageReceived += (_, _) => Interlocked.Increment(ref _heard);
    }

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
            await _cache.RemoveByTagAsync(Tags(organizationId, areas), token: ct);
        }
    }

    /// <summary>Forgets one value.</summary>
    public async ValueTask EvictAsync(Guid organizationId, string key, CancellationToken ct)
    {
        Interlocked.Increment(ref _changes[Slot(organizationId)]);
        await _cache.RemoveAsync(Key(organizationId, key), token: ct);
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
        where T : class =>
        _near.TryGetValue((organizationId, key), out var near) && near.State == StateOf(organizationId) && near.Until > _clock.GetTimestamp()
            ? ValueTask.FromResult((T?)near.Value)
            : BringNearAsync(organizationId, key, StateOf(organizationId), CachedAsync(organizationId, areas, key, duration, memoryOnly, load, ct));

    private async ValueTask<T?> BringNearAsync<T>(Guid organizationId, string key, long state, ValueTask<T?> asking)
        where T : class
    {
        var value = await asking;
        if (value is not null)
        {
            if (_near.Count >= MostAtHand)
            {
                _near.Clear();
            }

            _near[(organizationId, key)] = new Near(value, state, _clock.GetTimestamp() + (long)(AtHand.TotalSeconds * _clock.TimestampFrequency));
        }

        return value;
    }

    private ValueTask<T?> CachedAsync<T>(
        Guid organizationId,
        CacheArea areas,
        string key,
        TimeSpan duration,
        bool memoryOnly,
        Func<CancellationToken, Task<T?>> load,
        CancellationToken ct)
        where T : class => _cache.GetOrSetAsync<T?>(
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

    /// <summary>Changes when anything may have changed that the organization's values are made from.</summary>
    private long StateOf(Guid organizationId) => ((long)Changes(organizationId) << 32) | (uint)Volatile.Read(ref _heard);

    /// <summary>A value at hand.</summary>
    private sealed record Near(object Value, long State, long Until);
}
