using Agentes.Platform.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.Platform.Tests.Identity;

/// <summary>What is remembered while nothing can be loaded.</summary>
public sealed class TimedCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private Func<Task<string?>> _load = () => Task.FromResult<string?>("one");

    [Fact]
    public async Task What_was_known_holds_on_for_an_hour_while_it_cannot_be_loaded()
    {
        var cache = Cache();
        (await ReadAsync(cache)).ShouldBe("one");
        _load = () => throw new IOException("away");
        for (var minute = 0; minute < 59; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            (await ReadAsync(cache)).ShouldBe("one");
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<IOException>(ReadAsync(cache));
        _load = () => Task.FromResult<string?>("two");
        (await ReadAsync(cache)).ShouldBe("two");
    }

    [Fact]
    public async Task It_is_loaded_again_as_soon_as_that_works_and_nobody_waits_long_for_one_who_hangs()
    {
        var cache = Cache();
        await ReadAsync(cache);
        _load = () => new TaskCompletionSource<string?>().Task;
        _time.Advance(TimeSpan.FromMinutes(2));
        var waiting = ReadAsync(cache);
        waiting.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));

        (await waiting).ShouldBe("one");
        _load = () => Task.FromResult<string?>("two");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await ReadAsync(cache)).ShouldBe("two");
    }

    [Fact]
    public async Task What_was_evicted_or_deleted_is_not_known_any_more()
    {
        var cache = Cache();
        await ReadAsync(cache);
        _time.Advance(TimeSpan.FromMinutes(2));
        cache.Evict((_, _) => true);
        _load = () => throw new IOException("away");
        await Should.ThrowAsync<IOException>(ReadAsync(cache));

        _load = () => Task.FromResult<string?>("one");
        (await ReadAsync(cache)).ShouldBe("one");
        _time.Advance(TimeSpan.FromMinutes(2));
        _load = () => Task.FromResult<string?>(null);
        (await ReadAsync(cache)).ShouldBeNull();
    }

    private TimedCache<int, string> Cache() => new(_time, TimeSpan.FromMinutes(1), capacity: 10, _ => _load());

    private static Task<string?> ReadAsync(TimedCache<int, string> cache) => cache.GetAsync(1, CancellationToken.None).AsTask();
}
