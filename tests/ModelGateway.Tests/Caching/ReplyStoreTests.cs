using System.Collections.Concurrent;
using System.Text;
using Agentes.ModelGateway.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.Caching;

public sealed class ReplyStoreTests
{
    [Fact]
    public async Task What_was_not_used_for_longest_makes_room()
    {
        var time = new FakeTimeProvider();
        var store = new MemoryReplyStore(capacity: 3_000, time);
        foreach (var name in (string[])["a", "b", "a", "c", "d"])
        {
            await store.KeepAsync(name, new byte[400], TimeSpan.FromHours(1), CancellationToken.None);
            await store.FindAsync("a", CancellationToken.None);
        }

        (await store.FindAsync("a", CancellationToken.None)).ShouldNotBeNull();
        (await store.FindAsync("b", CancellationToken.None)).ShouldBeNull();
        store.Size.ShouldBe(3 * 800);
        await store.KeepAsync("huge", new byte[3_000], TimeSpan.FromHours(1), CancellationToken.None);
        (await store.FindAsync("huge", CancellationToken.None)).ShouldBeNull();
        time.Advance(TimeSpan.FromHours(2));
        (await store.FindAsync("a", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_store_that_fails_is_a_miss()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions { Shared = true }, upstream, new Broken());

        (await shop.SayAsync("um")).Text.ShouldBe("Olá 1");
        (await shop.SayAsync("um")).Text.ShouldBe("Olá 2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1,\"at\":\"x\"}")]
    public async Task Bytes_that_somebody_else_wrote_are_a_miss(string bytes)
    {
        var store = new Shared();
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions { Shared = true }, upstream, store);
        await shop.SayAsync("um");
        var name = store.Kept.Keys.ShouldHaveSingleItem();
        name.ShouldStartWith($"{shop.Mine.TenantId:N}:");

        (await shop.SayAsync("um")).Receipt.Cached.ShouldBeTrue("the control");
        store.Kept[name] = Encoding.UTF8.GetBytes(bytes);

        (await shop.SayAsync("um")).Text.ShouldBe("Olá 2");
    }

    [Fact]
    public void A_shared_cache_without_a_store_does_not_start() =>
        Should.Throw<InvalidOperationException>(() => new Shop(new CachingOptions { Shared = true }, new FakeUpstream())).Message.ShouldContain("type: local");

    private sealed class Broken : IReplyStore
    {
        public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken ct) => throw new IOException("away");

        public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> bytes, TimeSpan lifetime, CancellationToken ct) =>
            ValueTask.FromException(new TimeoutException());
    }

    private sealed class Shared : IReplyStore
    {
        public ConcurrentDictionary<string, ReadOnlyMemory<byte>> Kept { get; } = new(StringComparer.Ordinal);

        public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken ct) =>
            new(Kept.TryGetValue(name, out var bytes) ? bytes : null);

        public ValueTask KeepAsync(string name, ReadOnlyMemory<byte> bytes, TimeSpan lifetime, CancellationToken ct)
        {
            Kept[name] = bytes;
            return default;
        }
    }
}
