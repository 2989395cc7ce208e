using System.Collections.Concurrent;

namespace Agentes.Platform.Identity;

/// <summary>A bounded memory of what was loaded lately. A hit allocates nothing; a miss loads once for all who wait.</summary>
/// <remarks>
/// What does not exist is not remembered: a flood of invented keys must not push out the real ones, nor hide one that is made later.
/// </remarks>
internal sealed class TimedCache<TKey, TValue>(TimeProvider clock, TimeSpan lifetime, int capacity, Func<TKey, Task<TValue?>> load)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    public int Count => _entries.Count;

    public ValueTask<TValue?> GetAsync(TKey key, CancellationToken ct) =>
        _entries.TryGetValue(key, out var entry) && entry.Value is { } value && entry.ExpiresAt > clock.GetTimestamp()
            ? ValueTask.FromResult<TValue?>(value)
            : LoadAsync(key, entry, ct);

    /// <summary>Forgets what the condition names, and whatever is being loaded: it may have been read before the change.</summary>
    public void Evict(Func<TKey, TValue, bool> condition)
    {
        foreach (var pair in _entries)
        {
            if (pair.Value.Value is not { } value || condition(pair.Key, value))
            {
                _entries.TryRemove(pair);
            }
        }
    }

    private async ValueTask<TValue?> LoadAsync(TKey key, Entry? stale, CancellationToken ct)
    {
        // Looked at again: it may have been loading a moment ago, and be fresh by now.
        if (stale is not null && IsStale(stale))
        {
            _entries.TryRemove(KeyValuePair.Create(key, stale));
        }

        MakeRoom();
        var entry = _entries.GetOrAdd(key, static (key, cache) => new Entry(cache, key), this);
        try
        {
            var value = await entry.Loading.Value.WaitAsync(ct);
            if (value is null)
            {
                _entries.TryRemove(KeyValuePair.Create(key, entry));
            }

            return value;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    private void MakeRoom()
    {
        if (_entries.Count < capacity)
        {
            return;
        }

        foreach (var pair in _entries.Where(pair => IsStale(pair.Value)))
        {
            _entries.TryRemove(pair);
        }

        // All of them are in use: whichever goes is loaded again at its next use.
        foreach (var pair in _entries.Take(Math.Max(0, _entries.Count - (capacity * 3 / 4))))
        {
            _entries.TryRemove(pair);
        }
    }

    private bool IsStale(Entry entry) => entry.Value is not null && entry.ExpiresAt <= clock.GetTimestamp();

    private async Task<TValue?> FillAsync(Entry entry, TKey key)
    {
        var value = await load(key);
        entry.ExpiresAt = clock.GetTimestamp() + (long)(lifetime.TotalSeconds * clock.TimestampFrequency);
        entry.Value = value;
        return value;
    }

    private sealed class Entry
    {
        private volatile TValue? _value;

        public Entry(TimedCache<TKey, TValue> cache, TKey key) => Loading = new Lazy<Task<TValue?>>(() => cache.FillAsync(this, key));

        public Lazy<Task<TValue?>> Loading { get; }

        public long ExpiresAt { get; set; }

        public TValue? Value
        {
            get => _value;
            set => _value = value;
        }
    }
}
