using Agentes.ModelGateway.Admission;
using CsCheck;

namespace Agentes.ModelGateway.Tests.Admission;

/// <summary>The arithmetic of leases: whatever nodes do, what they spent and hold never exceeds a budget, and none of it is lost.</summary>
public sealed class BudgetAccountTests
{
    private const decimal Cap = 100;

    private static readonly BudgetKey Key = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Whatever_several_nodes_reserve_settle_and_give_back_the_budget_is_neither_exceeded_nor_lost() =>
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[1, 4000], Gen.Int[0, 100]).List[1, 200].SampleAsync(
            async steps =>
            {
                var bank = new Bank();
                var nodes = Enumerable.Range(0, 3).Select(_ => new BudgetAccount(Key, bank, TimeProvider.System)).ToList();
                var running = nodes.ConvertAll(_ => new Queue<decimal>());
                var unwritten = new decimal[3];
                foreach (var (node, action, cents, share) in steps)
                {
                    var account = nodes[node];
                    switch (action)
                    {
                        case 0 or 1 when await account.ReserveAsync(cents / 100m, TimeSpan.Zero, default):
                            running[node].Enqueue(cents / 100m);
                            break;
                        case 2 when running[node].TryDequeue(out var reserved):
                            account.Settle(reserved, reserved * share / 100);
                            unwritten[node] += reserved * share / 100;
                            break;
                        case 3:
                            // Written down, then whatever is free goes back.
                            bank.Spend(unwritten[node], account.TakeDeficit());
                            unwritten[node] = 0;
                            await account.ReturnFreeAsync(default);
                            break;
                    }

                    bank.Spent.ShouldBeGreaterThanOrEqualTo(0);
                    (bank.Spent + bank.Leased).ShouldBeLessThanOrEqualTo(Cap);
                    (nodes.Sum(one => one.Free + one.Reserved) + unwritten.Sum()).ShouldBe(bank.Leased, "leases are free, reserved or spent");
                }
            },
            iter: 300);

    [Fact]
    public async Task A_call_that_costs_more_than_was_reserved_makes_the_lease_grow_when_it_is_written_down()
    {
        var bank = new Bank();
        var account = new BudgetAccount(Key, bank, TimeProvider.System);
        (await account.ReserveAsync(60, TimeSpan.Zero, default)).ShouldBeTrue();
        account.Settle(60, 75);
        account.Free.ShouldBe(-15);

        bank.Spend(75, account.TakeDeficit());

        (bank.Spent, bank.Leased, account.Free).ShouldBe((75m, 0m, 0m));
    }

    [Fact]
    public async Task Who_finds_a_budget_full_of_reservations_waits_for_what_they_do_not_need()
    {
        var account = new BudgetAccount(Key, new Bank(), TimeProvider.System);
        (await account.ReserveAsync(Cap, TimeSpan.Zero, default)).ShouldBeTrue();
        (await account.ReserveAsync(1, TimeSpan.Zero, default)).ShouldBeFalse("control: who does not wait is refused");
        var waiting = account.ReserveAsync(50, TimeSpan.FromMinutes(1), default);

        account.Settle(Cap, 10);

        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lease_that_was_not_renewed_is_lost()
    {
        var account = new BudgetAccount(Key, new Bank(), TimeProvider.System);
        await account.ReserveAsync(1, TimeSpan.Zero, default);
        account.IsLost(Bank.Expiry - TimeSpan.FromTicks(1)).ShouldBeFalse();
        account.IsLost(Bank.Expiry).ShouldBeTrue();
        account.Renewed(Bank.Expiry + TimeSpan.FromMinutes(1));
        account.IsLost(Bank.Expiry).ShouldBeFalse();
    }

    /// <summary>The truth about one budget, kept as the database keeps it.</summary>
    private sealed class Bank : IBudgetBank
    {
        public static readonly DateTimeOffset Expiry = new(2026, 11, 24, 0, 0, 30, TimeSpan.Zero);

        public decimal Spent { get; private set; }

        public decimal Leased { get; private set; }

        public Task<BudgetLease> LeaseAsync(BudgetKey key, decimal need, CancellationToken ct)
        {
            var room = Cap - Spent - Leased;
            var amount = room >= need ? Math.Max(need, room / 10) : 0;
            Leased += amount;
            return Task.FromResult(new BudgetLease(amount, LeasedElsewhere: 0, Expiry));
        }

        public Task ReturnAsync(BudgetKey key, decimal amount, CancellationToken ct)
        {
            Return(amount);
            return Task.CompletedTask;
        }

        public void Return(decimal amount) => Leased -= amount;

        public void Spend(decimal amount, decimal beyond)
        {
            Spent += amount;
            Leased += beyond - amount;
        }
    }
}
