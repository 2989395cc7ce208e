using Agentes.Host.Embedded;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Models.Limits;
using Garnet;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Agentes.Platform.Tests.Models;

/// <summary>Limits on requests, tokens and calls at a time: the same in one process and over several that share a Redis.</summary>
public sealed class LimitCountersTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Any();
    private GarnetServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = new GarnetServer(
            ["--bind", "127.0.0.1", "--port", $"{_port}", "--memory", "64m", "--index", "8m", "--lua", "--lua-transaction-mode", "-q"],
            NullLoggerFactory.Instance);
        _server.Start();
        _redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_port},abortConnect=false");
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _server.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exactly_as_many_calls_get_in_as_the_limit_says_however_many_come_at_once(bool shared)
    {
        var nodes = Nodes(shared);
        List<AppliedLimit> limits = [Limit(requests: 10), Limit(tokens: 10_000)];

        var calls = await TakeAllAsync(nodes, limits, 64);

        calls.Count(call => call.RetryAfter is null).ShouldBe(10);
        calls.Where(call => call.RetryAfter is not null).ShouldAllBe(call => call.RetryAfter > TimeSpan.Zero && call.RetryAfter <= TimeSpan.FromSeconds(61));
        calls[^1].Status.ShouldNotBeNull().Requests.ShouldNotBeNull().Remaining.ShouldBe(0);

        // Those that were refused have taken nothing of the other limit either.
        (await nodes[0].TakeAsync([limits[1]], Guid.CreateVersion7(), 0, Ct)).Status!.Tokens!.Remaining.ShouldBe(10_000 - (10 * 100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_place_is_free_when_its_call_is_over_and_tokens_that_were_not_needed_are_too(bool shared)
    {
        var nodes = Nodes(shared);
        List<AppliedLimit> limits = [Limit(tokens: 1000, parallel: 2)];
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = await nodes[0].TakeAsync(limits, one, 400, Ct);
        var second = await nodes[^1].TakeAsync(limits, two, 400, Ct);
        (await nodes[0].TakeAsync(limits, Guid.CreateVersion7(), 100, Ct)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1), "both places are taken");

        nodes[0].Release(limits, one, first, 50);
        nodes[^1].GiveBack(limits, two, second);

        var third = await UntilTakenAsync(nodes[0], limits, 950);
        third.Status.ShouldNotBeNull().Tokens.ShouldNotBeNull().Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Without_redis_each_process_counts_alone()
    {
        await using var nowhere = await ConnectionMultiplexer.ConnectAsync(
            "127.0.0.1:1,abortConnect=false,connectTimeout=100,syncTimeout=100,asyncTimeout=100");
        var alone = new RedisCounters(nowhere, new LocalCounters(TimeProvider.System), TimeProvider.System, NullLogger<RedisCounters>.Instance);
        List<AppliedLimit> limits = [Limit(requests: 1, parallel: 1)];
        var id = Guid.CreateVersion7();

        var first = await alone.TakeAsync(limits, id, 1, Ct);
        var second = await alone.TakeAsync(limits, Guid.CreateVersion7(), 1, Ct);

        first.RetryAfter.ShouldBeNull();
        second.RetryAfter.ShouldNotBeNull();
        alone.GiveBack(limits, id, first);
        (await alone.TakeAsync(limits, id, 1, Ct)).RetryAfter.ShouldBeNull();
    }

    private static async Task<CountedCall> UntilTakenAsync(ILimitCounters counters, List<AppliedLimit> limits, long tokens)
    {
        // What is given back arrives in Redis a moment later.
        CountedCall taken;
        while ((taken = await counters.TakeAsync(limits, Guid.CreateVersion7(), tokens, Ct)).RetryAfter is not null)
        {
            await Task.Delay(10, Ct);
        }

        return taken;
    }

    private static async Task<CountedCall[]> TakeAllAsync(ILimitCounters[] nodes, List<AppliedLimit> limits, int calls) =>
        await Task.WhenAll(Enumerable.Range(0, calls)
            .Select(async i => await nodes[i % nodes.Length].TakeAsync(limits, Guid.CreateVersion7(), 100, Ct)));

    private ILimitCounters[] Nodes(bool shared)
    {
        if (!shared)
        {
            return [new LocalCounters(TimeProvider.System)];
        }

        var local = new LocalCounters(TimeProvider.System);
        return [.. Enumerable.Range(0, 2).Select(_ => new RedisCounters(_redis, local, TimeProvider.System, NullLogger<RedisCounters>.Instance))];
    }

    private static AppliedLimit Limit(int? requests = null, long? tokens = null, int? parallel = null) =>
        new(new CallLimit { Id = Guid.CreateVersion7(), RequestsPerMinute = requests, TokensPerMinute = tokens, Parallel = parallel }, "");
}
