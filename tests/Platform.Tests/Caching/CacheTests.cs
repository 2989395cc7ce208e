using Agentes.Platform.Caching;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Agentes.Platform.Tests.Caching;

/// <summary>Two nodes are two containers that share one Redis, as in a deployment of several processes.</summary>
public sealed class CacheTests(PlatformFixture platform)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private string Redis => platform.Services.GetRequiredService<PlatformOptions>().Redis;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_on_one_node_is_seen_on_the_other(bool byKey)
    {
        await using var first = Node(Redis);
        await using var second = Node(Redis);
        var organization = Guid.CreateVersion7();
        var stored = "old";
        await Until(async () =>
        {
            // Until both listen, a change may pass unheard: each attempt is a whole round.
            stored = "old";
            await Cache(first).EvictAllAsync(organization, default);
            await Cache(second).EvictAllAsync(organization, default);
            (await ReadAsync(first)).ShouldBe("old");
            (await ReadAsync(second)).ShouldBe("old");
            stored = "new";
            if (byKey)
            {
                await Cache(first).EvictAsync(organization, "name", default);
            }
            else
            {
                await Cache(first).EvictAsync(organization, CacheArea.Agents, default);
            }

            (await ReadAsync(first)).ShouldBe("new");
            return await UntilValue(() => ReadAsync(second), "new");
        });

        ValueTask<string?> ReadAsync(ServiceProvider node) =>
            Cache(node).GetOrLoadAsync(organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult<string?>(stored), default);
    }

    [Fact]
    public async Task What_one_node_loaded_the_other_need_not_load()
    {
        await using var first = Node(Redis);
        await using var second = Node(Redis);
        var organization = Guid.CreateVersion7();
        var loads = 0;
        foreach (var node in new[] { first, second, second })
        {
            var value = await Cache(node).GetOrLoadAsync(
                organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult<string?>($"{++loads}"), default);
            value.ShouldBe("1");
        }

        loads.ShouldBe(1);
    }

    [Fact]
    public async Task One_area_is_evicted_and_the_others_stay()
    {
        await using var node = Node(Redis);
        var organization = Guid.CreateVersion7();
        var loads = 0;
        await ReadAsync(CacheArea.Agents, "a");
        await ReadAsync(CacheArea.Knowledge | CacheArea.Products, "k");
        await Cache(node).EvictAsync(organization, CacheArea.Products, default);

        (await ReadAsync(CacheArea.Agents, "a")).ShouldBe("1");
        (await ReadAsync(CacheArea.Knowledge | CacheArea.Products, "k")).ShouldBe("3");

        ValueTask<string?> ReadAsync(CacheArea areas, string key) =>
            Cache(node).GetOrLoadAsync(organization, areas, key, Kept, _ => Task.FromResult<string?>($"{++loads}"), default);
    }

    [Fact]
    public async Task A_value_that_changed_while_it_was_loaded_is_not_kept()
    {
        await using var node = Node(Redis);
        var organization = Guid.CreateVersion7();
        var loading = new TaskCompletionSource();
        var changed = new TaskCompletionSource();
        var slow = Cache(node).GetOrLoadAsync(organization, CacheArea.Agents, "name", Kept, Load, default).AsTask();
        await loading.Task;
        await Cache(node).EvictAsync(organization, CacheArea.Agents, default);
        changed.SetResult();

        (await slow).ShouldBe("old");
        var later = await Cache(node).GetOrLoadAsync(
            organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult<string?>("new"), default);
        later.ShouldBe("new");

        async Task<string?> Load(CancellationToken ct)
        {
            loading.SetResult();
            await changed.Task;
            return "old";
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_not_remembered()
    {
        await using var node = Node(Redis);
        var organization = Guid.CreateVersion7();
        string? stored = null;
        (await ReadAsync()).ShouldBeNull();
        stored = "now";
        (await ReadAsync()).ShouldBe("now");

        ValueTask<string?> ReadAsync() =>
            Cache(node).GetOrLoadAsync(organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult(stored), default);
    }

    [Fact]
    public async Task An_emptied_Redis_only_costs_misses()
    {
        await using var first = Node(Redis);
        var organization = Guid.CreateVersion7();
        var stored = "old";
        (await ReadAsync(first)).ShouldBe("old");

        await EmptyAsync(first, organization);
        stored = "new";
        await Cache(first).EvictAsync(organization, CacheArea.Agents, default);
        (await ReadAsync(first)).ShouldBe("new");
        await using var second = Node(Redis);
        (await ReadAsync(second)).ShouldBe("new");

        ValueTask<string?> ReadAsync(ServiceProvider node) =>
            Cache(node).GetOrLoadAsync(organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult<string?>(stored), default);
    }

    [Fact]
    public async Task Without_Redis_one_node_works_alone()
    {
        await using var node = Node("127.0.0.1:1,connectTimeout=200,connectRetry=0");
        var organization = Guid.CreateVersion7();
        var loads = 0;
        (await ReadAsync()).ShouldBe("1");
        (await ReadAsync()).ShouldBe("1");
        await Cache(node).EvictAsync(organization, CacheArea.Agents, default);
        (await ReadAsync()).ShouldBe("2");

        ValueTask<string?> ReadAsync() =>
            Cache(node).GetOrLoadAsync(organization, CacheArea.Agents, "name", Kept, _ => Task.FromResult<string?>($"{++loads}"), default);
    }

    [Theory]
    [InlineData("localhost:6380,password=a", "localhost:6380", null, "a", false)]
    [InlineData("redis://localhost", "localhost:6379", null, null, false)]
    [InlineData("rediss://user:p%40ss@cache.example:6390/2", "cache.example:6390", "user", "p@ss", true)]
    [InlineData("redis://:secret@10.0.0.1:6379", "10.0.0.1:6379", null, "secret", false)]
    public void Redis_is_named_in_either_way(string configured, string endpoint, string? user, string? password, bool ssl)
    {
        var options = RedisSettings.Read(configured);
        options.EndPoints.Single().ToString()!.ShouldEndWith(endpoint);
        (options.User, options.Password, options.Ssl, options.AbortOnConnectFail).ShouldBe((user, password, ssl, false));
    }

    private static async Task EmptyAsync(ServiceProvider node, Guid organization)
    {
        // Other tests share this Redis, so what is lost here is this organization's part of it.
        var redis = node.GetRequiredService<IConnectionMultiplexer>();
        var keys = redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: $"*{organization:N}*", pageSize: 1000).ToArray();
        keys.ShouldNotBeEmpty();
        await redis.GetDatabase().KeyDeleteAsync(keys);
    }

    private static ServiceProvider Node(string redis) =>
        new ServiceCollection().AddLogging().AddCaching(redis).BuildServiceProvider();

    private static OrganizationCache Cache(ServiceProvider node) => node.GetRequiredService<OrganizationCache>();

    private static async Task<bool> UntilValue(Func<ValueTask<string?>> read, string expected)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if (await read() == expected)
            {
                return true;
            }

            await Task.Delay(50);
        }

        return false;
    }

    private static async Task Until(Func<Task<bool>> round)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await round())
            {
                return;
            }
        }

        throw new TimeoutException("The other node never heard of the change.");
    }
}
