using System.Collections.Concurrent;
using Agentes.ModelGateway.Admission;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Agentes.Platform.Models.Limits;

/// <summary>
/// The leases of this node. What nobody needs any more goes back after a second, or at once when another node has been refused for want of it.
/// </summary>
internal sealed partial class BudgetAccounts(BudgetBank bank, IConnectionMultiplexer redis, TimeProvider clock, ILogger<BudgetAccounts> log)
    : BackgroundService, IBudgetBank
{
    private static readonly RedisChannel Wishes = RedisChannel.Literal("agentes:budgets:wanted");
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<BudgetKey, BudgetAccount> _accounts = new();

    /// <summary>The account of a budget; a lease that was lost is not used again.</summary>
    public BudgetAccount Of(BudgetKey key)
    {
        while (true)
        {
            var account = _accounts.GetOrAdd(key, static (key, self) => new BudgetAccount(key, self, self.Clock), this);
            if (!account.IsLost(clock.GetUtcNow()))
            {
                return account;
            }

            _accounts.TryRemove(KeyValuePair.Create(key, account));
        }
    }

    /// <summary>The account of a budget, where this node has one.</summary>
    public BudgetAccount? Find(BudgetKey key) => _accounts.GetValueOrDefault(key);

    private TimeProvider Clock => clock;

    async Task<BudgetLease> IBudgetBank.LeaseAsync(BudgetKey key, decimal need, CancellationToken ct)
    {
        var lease = await bank.LeaseAsync(key, need, ct);
        if (lease is { Amount: 0, LeasedElsewhere: > 0 })
        {
            Tell($"{key.TenantId:N}|{key.LimitId:N}|{key.Subject}|{key.WindowStart.UtcTicks}");
        }

        return lease;
    }

    Task IBudgetBank.ReturnAsync(BudgetKey key, decimal amount, CancellationToken ct) => bank.ReturnAsync(key, amount, ct);

    /// <summary>Gives back whatever is free.</summary>
    public async Task ReturnAllAsync(CancellationToken ct)
    {
        foreach (var account in _accounts.Values)
        {
            await ReturnAsync(account, ct);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Wishes, (_, wish) => Hear((string?)wish));
        }
        catch (RedisException unavailable)
        {
            NotHeard(unavailable);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(ReturnAllAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var renewed = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_accounts.IsEmpty)
            {
                continue;
            }

            if (clock.GetElapsedTime(renewed) >= RenewEvery)
            {
                renewed = clock.GetTimestamp();
                await TryAsync(RenewAsync, stoppingToken);
            }

            await TryAsync(ReturnIdleAsync, stoppingToken);
        }
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        // Those that expired before are lost, whatever is renewed now.
        var alive = _accounts.Values.Where(account => !account.IsLost(clock.GetUtcNow())).ToList();
        var expiresAt = await bank.RenewAsync(ct);
        alive.ForEach(account => account.Renewed(expiresAt));
    }

    private async Task ReturnIdleAsync(CancellationToken ct)
    {
        foreach (var (key, account) in _accounts)
        {
            if (account.Idle < IdleTime)
            {
                continue;
            }

            await ReturnAsync(account, ct);
            if (account is { Reserved: 0, Free: 0 } && account.Idle > BudgetBank.LeaseTime)
            {
                _accounts.TryRemove(KeyValuePair.Create(key, account));
            }
        }
    }

    private Task ReturnAsync(BudgetAccount account, CancellationToken ct) =>
        account.IsLost(clock.GetUtcNow()) ? Task.CompletedTask : account.ReturnFreeAsync(ct);

    private void Tell(string wish)
    {
        try
        {
            redis.GetSubscriber().Publish(Wishes, wish, CommandFlags.FireAndForget);
        }
        catch (RedisException unavailable)
        {
            NotHeard(unavailable);
        }
    }

    private void Hear(string? wish)
    {
        if (wish?.Split('|') is [var tenant, var limit, var subject, var start]
            && Guid.TryParse(tenant, out var tenantId) && Guid.TryParse(limit, out var limitId) && long.TryParse(start, out var ticks)
            && Find(new BudgetKey(tenantId, limitId, subject, new DateTimeOffset(ticks, TimeSpan.Zero))) is { Free: > 0 } account)
        {
            _ = TryAsync(ct => ReturnAsync(account, ct), CancellationToken.None);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> action, CancellationToken ct)
    {
        try
        {
            await action(ct);
        }
        catch (Exception failed) when (!ct.IsCancellationRequested)
        {
            NotReturned(failed);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Parts of budgets could not be renewed or given back; it is tried again")]
    private partial void NotReturned(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wishes of other nodes for parts of budgets are not heard; they wait a second instead")]
    private partial void NotHeard(Exception error);
}
