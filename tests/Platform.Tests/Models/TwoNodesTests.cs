using Agentes.ModelGateway.Admission;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Models.Limits;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Agentes.Platform.Tests.Models;

/// <summary>Several processes that spend one budget, over the one database that they share.</summary>
public sealed class TwoNodesTests(PlatformFixture platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_reserved_and_did_not_need_is_passed_on_to_the_other()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var key = await BudgetAsync(shop, ModelShop.Cost);
        await using var one = await Node.StartAsync(platform);
        await using var two = await Node.StartAsync(platform);

        // Each reserves all there is and needs nothing of it.
        var passed = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var account = (i % 2 == 0 ? one : two).Accounts.Of(key);
            var reserved = await account.ReserveAsync(ModelShop.Cost, Patience, Ct);
            account.Settle(reserved ? ModelShop.Cost : 0, 0);
            return reserved;
        }));

        passed.ShouldAllBe(reserved => reserved);
    }

    [Fact]
    public async Task Of_many_callers_on_two_nodes_a_budget_for_ten_calls_lets_in_nine_or_ten()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var key = await BudgetAsync(shop, 10 * ModelShop.Cost);
        await using var one = await Node.StartAsync(platform);
        await using var two = await Node.StartAsync(platform);

        var passed = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(async i => await (i % 2 == 0 ? one : two).Accounts.Of(key).ReserveAsync(ModelShop.Cost, TimeSpan.FromSeconds(3), Ct)));

        passed.Count(one => one).ShouldBeInRange(9, 10);
    }

    [Fact]
    public async Task The_lease_of_a_node_that_died_is_free_again()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var key = await BudgetAsync(shop, ModelShop.Cost);
        await using var dead = await Node.StartAsync(platform);
        await using var alive = await Node.StartAsync(platform);
        (await dead.Accounts.Of(key).ReserveAsync(ModelShop.Cost, TimeSpan.Zero, Ct)).ShouldBeTrue();
        (await alive.Accounts.Of(key).ReserveAsync(ModelShop.Cost, TimeSpan.Zero, Ct)).ShouldBeFalse("control: all of it is leased");

        await using (var expire = platform.Across.Database.CreateCommand(
            "UPDATE model_budget_leases SET expires_at = now() - interval '1 second' WHERE limit_id = $1"))
        {
            expire.Parameters.AddWithValue(key.LimitId);
            await expire.ExecuteNonQueryAsync(Ct);
        }

        (await alive.Accounts.Of(key).ReserveAsync(ModelShop.Cost, Patience, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_node_gives_back_at_its_end_another_one_may_take()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var key = await BudgetAsync(shop, 100);
        await using (var one = await Node.StartAsync(platform))
        {
            var account = one.Accounts.Of(key);
            (await account.ReserveAsync(1, TimeSpan.Zero, Ct)).ShouldBeTrue();
            account.Free.ShouldBe(9, "a tenth of the budget was leased");
            account.Settle(1, 0);
        }

        await using var two = await Node.StartAsync(platform);
        (await two.Accounts.Of(key).ReserveAsync(100, TimeSpan.Zero, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_next_window_begins_with_the_whole_budget()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var key = await BudgetAsync(shop, ModelShop.Cost);
        await using var node = await Node.StartAsync(platform);
        (await node.Accounts.Of(key).ReserveAsync(ModelShop.Cost, TimeSpan.Zero, Ct)).ShouldBeTrue();
        (await node.Accounts.Of(key).ReserveAsync(ModelShop.Cost, TimeSpan.Zero, Ct)).ShouldBeFalse("control: this window is used up");

        var next = key with { WindowStart = key.WindowStart.AddMonths(1) };

        (await node.Accounts.Of(next).ReserveAsync(ModelShop.Cost, TimeSpan.Zero, Ct)).ShouldBeTrue();
    }

    private static async Task<BudgetKey> BudgetAsync(ModelShop shop, decimal usd)
    {
        var limit = await shop.LimitAsync(new { level = "organization", budget_usd = usd });
        return new BudgetKey(shop.Shop.Id, limit, "", BudgetWindow.None.Start(default));
    }

    /// <summary>What another process over the same database has of its own.</summary>
    private sealed class Node(string folder, LedgerNode ledger, BudgetAccounts accounts) : IAsyncDisposable
    {
        public BudgetAccounts Accounts => accounts;

        public static async Task<Node> StartAsync(PlatformFixture platform)
        {
            var folder = Directory.CreateTempSubdirectory("agentes-node-").FullName;
            var services = platform.Services;
            var clock = services.GetRequiredService<TimeProvider>();
            var ledger = new LedgerNode(services.GetRequiredService<PlatformOptions>() with { DataFolder = folder }, clock);
            var accounts = new BudgetAccounts(
                new BudgetBank(platform.Across, ledger, clock),
                services.GetRequiredService<IConnectionMultiplexer>(),
                clock,
                NullLogger<BudgetAccounts>.Instance);
            await accounts.StartAsync(Ct);
            return new Node(folder, ledger, accounts);
        }

        public async ValueTask DisposeAsync()
        {
            await accounts.StopAsync(CancellationToken.None);
            accounts.Dispose();
            ledger.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
