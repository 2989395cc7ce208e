using System.Collections.Concurrent;

namespace Agentes.Platform.Identity;

/// <summary>A bounded memory of what was loaded lately. A hit allocates nothing; a miss loads once for all who wait.</summary>
/// <remarks>
/// What does not exist is not remembered: a flood of invented keys must not push out the real ones, nor hide one that is made later.
/// While nothing can be loaded, what was known last holds on for an hour; whatever was evicted does not.
/// </remarks>
internal sealed class TimedCache<TKey, TValue>(TimeProvider clock, TimeSpan lifetime, int capacity, Func<TKey, Task<TValue?>> load)
    where TKey : notnull
    where TValue : class
{
    /// <summary>How long a value is good for when it cannot be loaded again.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>How long the loading may take where there is a value from before, and how soon it is tried again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

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
                pair.Value.Value = null;
            }
        }
    }

    private async ValueTask<TValue?> LoadAsync(TKey key, Entry? stale, CancellationToken ct)
    {
        // Looked at again: it may have been loading a moment ago, and be fresh by now.
        var former = stale is not null && IsStale(stale) ? stale : null;
        if (former is not null)
        {
            _entries.TryRemove(KeyValuePair.Create(key, former));
        }

        MakeRoom();
        var entry = _entries.GetOrAdd(key, static (key, from) => new Entry(from.Cache, key, from.Former), (Cache: this, Former: former));
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

    private async Task<TValue?> FillAsync(Entry entry, TKey key, Known? former)
    {
        Known? known;
        var kept = lifetime;
        if (former is null || clock.GetElapsedTime(former.At) >= Grace)
        {
            known = await ReadAsync(key);
        }
        else
        {
            try
            {
                known = await ReadAsync(key).WaitAsync(Patience, clock);
            }
            catch (Exception)
            {
                (known, kept) = (former, Patience);
            }
        }

        entry.At = known?.At ?? 0;
        entry.ExpiresAt = clock.GetTimestamp() + (long)(kept.TotalSeconds * clock.TimestampFrequency);
        return entry.Value = known?.Value;
    }

    private async Task<Known?> ReadAsync(TKey key) => await load(key) is { } value ? new Known(value, clock.GetTimestamp()) : null;

    private sealed record Known(TValue Value, long At);

    private sealed class Entry
    {
        private volatile TValue? _value;

        public Entry(TimedCache<TKey, TValue> cache, TKey key, Entry? former)
        {
            var known = former is { Value: { } value } ? new Known(value, former.At) : null;
            Loading = new Lazy<Task<TValue?>>(() => cache.FillAsync(this, key, known));
        }

        public Lazy<Task<TValue?>> Loading { get; }

        /// <summary>When it was loaded.</summary>
        public long At { get; set; }

        public long ExpiresAt { get; set; }

        public TValue? Value
        {
            get => _value;
            set => _value = value;
        }
    }
}
