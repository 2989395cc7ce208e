using Agentes.ModelGateway;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Ledger;
using Agentes.Platform.Identity;
using Agentes.Platform.Models.Ledger;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Models.Limits;

/// <summary>
/// Lets calls in as far as the limits of their organization, team, key and end user go, and writes each of them down. Without limits that is
/// one look into a memory and one record in the journal; with them usually no more than some additions.
/// </summary>
internal sealed partial class CallAdmission(
    LimitDirectory limits,
    ILimitCounters counters,
    BudgetAccounts budgets,
    LedgerNode node,
    KeySpend spend,
    CredentialHash hash,
    LedgerOptions options,
    TimeProvider clock,
    ILogger<CallAdmission> log) : ICallAdmission
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private readonly OutputHabits _habits = new();

    public async ValueTask<Admitted> AdmitAsync(CallDemand demand, CancellationToken ct)
    {
        List<AppliedLimit>? applied;
        try
        {
            applied = (await limits.FindAsync(demand.Scope.TenantId, ct))!.For(demand, HashOf);
        }
        catch (Exception away) when (IsOfTheDatabase(away))
        {
            NotLimited(away);
            applied = options.AllowUnwritten ? [] : null;
        }

        if (applied is null)
        {
            return Refuse(FailureClass.Ledger, "the limits of this caller cannot be looked up", TryAgain);
        }

        return applied.Count == 0 ? Begin(new Reservation(demand, [], default, [])) : await TakeAsync(demand, applied, ct);
    }

    public void Note(CallDemand demand, CallOutcome outcome) => End(Entry(new Reservation(demand, [], default, [])), outcome, 0);

    /// <summary>The end of a call that was let in.</summary>
    internal void Settle(Reservation reservation, CallEntry begun, CallOutcome outcome)
    {
        var receipt = outcome.Receipt;
        if (outcome.Status is CallStatus.Ok)
        {
            _habits.Note(Caller(reservation.Demand), reservation.Demand.Group, receipt.OutputTokens);
        }

        var charged = reservation.Budgets.Count > 0 ? decimal.Round(Charge(receipt), 14) : 0;
        End(begun, outcome, charged);
        if (reservation.Limits.Count > 0)
        {
            counters.Release(reservation.Limits, reservation.Demand.CallId, reservation.Counted, receipt.InputTokens + receipt.OutputTokens);
        }

        foreach (var (account, reserved) in reservation.Budgets)
        {
            account.Settle(reserved, charged);
        }
    }

    private async ValueTask<Admitted> TakeAsync(CallDemand demand, List<AppliedLimit> applied, CancellationToken ct)
    {
        var strict = applied.Exists(one => one.Limit is { Strict: true, BudgetUsd: not null });
        var input = strict ? demand.MostInputTokens : demand.InputTokens;
        var (output, isGuess) = ExpectedOutput(demand, strict);
        var counted = await counters.TakeAsync(applied, demand.CallId, input + output, ct);
        if (counted.RetryAfter is { } wait)
        {
            return Refuse(FailureClass.Limited, "a limit of this caller is reached", wait, counted.Status);
        }

        var reservation = new Reservation(demand, applied, counted, [])
        {
            IsGuess = isGuess,
            MaxOutputTokens = strict ? (int)output : null,
        };
        try
        {
            return await ReserveAsync(reservation, input, output, ct) ?? Begin(reservation);
        }
        catch (NpgsqlException away)
        {
            NotLimited(away);
            Undo(reservation);
            return Refuse(FailureClass.Ledger, "the budget of this caller cannot be looked up", TryAgain);
        }
        catch
        {
            Undo(reservation);
            throw;
        }
    }

    // Null when every budget had room.
    private async ValueTask<Admitted?> ReserveAsync(Reservation reservation, long input, long output, CancellationToken ct)
    {
        foreach (var (limit, subject) in reservation.Limits)
        {
            if (limit.BudgetUsd is null && !limit.IsWatched)
            {
                continue;
            }

            var now = clock.GetUtcNow();
            var start = limit.Window.Start(now);
            var account = budgets.Of(new BudgetKey(reservation.Demand.Scope.TenantId, limit.Id, subject, start));
            if (Cost(reservation, input, output) is not { } cost)
            {
                Undo(reservation);
                return Refuse(FailureClass.Budget, "the price of the model is unknown, and the caller has a budget", null);
            }

            // Of a length that is only guessed, a small budget must not be blocked: it counts for a tenth of it at most.
            var needed = reservation.IsGuess
                ? Math.Min(cost, Math.Max(Cost(reservation, input, 0) ?? 0, limit.BudgetUsd / 10 ?? 0))
                : cost;
            if (await ReserveAsync(account, limit.BudgetUsd is null ? 0 : needed, ct) is not { } reserved)
            {
                Undo(reservation);
                return Refuse(FailureClass.Budget, "the budget has no room for this call", limit.Window.End(start) - now);
            }

            reservation.Budgets.Add(new ReservedBudget(account, reserved));
        }

        return null;
    }

    // USD that are reserved; null when the budget has no room.
    private async ValueTask<decimal?> ReserveAsync(BudgetAccount account, decimal cost, CancellationToken ct)
    {
        try
        {
            return cost == 0 || await account.ReserveAsync(cost, options.BudgetPatience, ct) ? cost : null;
        }
        catch (NpgsqlException away) when (options.AllowUnwritten)
        {
            NotLimited(away);
            return 0;
        }
    }

    private Admitted Begin(Reservation reservation)
    {
        var entry = Entry(reservation);
        try
        {
            if (node.Journal.TryBegin(entry) || options.AllowUnwritten)
            {
                return new Admitted(new CallTicket(this, reservation, entry), null);
            }
        }
        catch (IOException full)
        {
            NotWritten(full);
            if (options.AllowUnwritten)
            {
                return new Admitted(new CallTicket(this, reservation, entry), null);
            }
        }

        Undo(reservation);
        return Refuse(FailureClass.Ledger, "calls cannot be written down at the moment", TryAgain);
    }

    // The call does not begin: nothing was taken.
    private void Undo(Reservation reservation)
    {
        if (reservation.Limits.Count > 0)
        {
            counters.GiveBack(reservation.Limits, reservation.Demand.CallId, reservation.Counted);
        }

        foreach (var (account, reserved) in reservation.Budgets)
        {
            account.Settle(reserved, 0);
        }
    }

    private void End(CallEntry begun, CallOutcome outcome, decimal charged)
    {
        spend.Add(begun.KeyId, outcome.Receipt.CostUsd);
        try
        {
            node.Journal.End(LedgerEntries.Ended(begun, outcome, charged));
        }
        catch (IOException full)
        {
            NotWritten(full);
        }
    }

    private CallEntry Entry(Reservation reservation)
    {
        var demand = reservation.Demand;
        spend.Begin(demand.Scope);
        var entry = LedgerEntries.Begun(demand, demand.Scope.EndUser is { } user ? HashOf(user) : null, clock.GetUtcNow());
        if (reservation.Budgets.Count == 0)
        {
            return entry;
        }

        var reserved = reservation.Budgets.Max(one => one.Usd);
        return entry with { Budgets = [.. reservation.Budgets.Select(one => one.Account.Key)], ChargedUsd = reserved, CostUsd = reserved };
    }

    // Callers often allow for much longer replies than they get. Nobody's budget should wait for tokens that never come.
    private (long Tokens, bool IsGuess) ExpectedOutput(CallDemand demand, bool strict)
    {
        var most = demand.MaxOutputTokens;
        if (strict)
        {
            return (most ?? options.ExpectedOutputTokens, false);
        }

        var usual = _habits.Usual(Caller(demand), demand.Group);
        return (Math.Min(most ?? long.MaxValue, usual ?? options.ExpectedOutputTokens), usual is null && !(most <= options.ExpectedOutputTokens));
    }

    // Entity Framework puts what may pass by itself into an exception of its own.
    private static bool IsOfTheDatabase(Exception failed) => failed is NpgsqlException || failed.InnerException is NpgsqlException;

    private static Guid Caller(CallDemand demand) => demand.Scope.KeyId ?? demand.Scope.TenantId;

    // Rounded up: what is reserved must not be less than what is charged.
    private decimal? Cost(Reservation reservation, long input, long output)
    {
        var demand = reservation.Demand;
        var known = reservation.MaxOutputTokens is null ? demand.Price?.CostOf(input, output) : demand.MostCostOf(input, output);
        return (known ?? UnknownCost(input, output)) is { } cost ? decimal.Ceiling(cost * 1e14m) / 1e14m : null;
    }

    private decimal? UnknownCost(long input, long output) =>
        options is { UnknownInputPrice: { } inputPrice, UnknownOutputPrice: { } outputPrice } ? (input * inputPrice) + (output * outputPrice) : null;

    private decimal Charge(GatewayReceipt receipt) => receipt.CostUsd ?? UnknownCost(receipt.InputTokens, receipt.OutputTokens) ?? 0;

    private string HashOf(string endUser) => Convert.ToHexStringLower(hash.Digest(endUser).ToArray().AsSpan(0, 16));

    private static Admitted Refuse(FailureClass kind, string reason, TimeSpan? retryAfter, RateLimitStatus? status = null) =>
        new(null, new CallRefusal(kind, reason) { RetryAfter = retryAfter, Limits = status });

    [LoggerMessage(Level = LogLevel.Error, Message = "The limits of a call could not be looked up")]
    private partial void NotLimited(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of calls could not be written")]
    private partial void NotWritten(Exception error);
}

/// <summary>What a call has taken of its limits.</summary>
internal sealed record Reservation(CallDemand Demand, List<AppliedLimit> Limits, CountedCall Counted, List<ReservedBudget> Budgets)
{
    /// <summary>Nobody knows how long the reply will get.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Set when the reply must not be longer than what was reserved.</summary>
    public int? MaxOutputTokens { get; init; }
}

/// <summary>What a call has reserved of one budget, in USD.</summary>
internal readonly record struct ReservedBudget(BudgetAccount Account, decimal Usd);

/// <summary>The ticket of a call that was let in.</summary>
internal sealed class CallTicket(CallAdmission admission, Reservation reservation, CallEntry begun) : ICallTicket
{
    public RateLimitStatus? Limits => reservation.Counted.Status;

    public int? MaxOutputTokens => reservation.MaxOutputTokens;

    public void Settle(CallOutcome outcome) => admission.Settle(reservation, begun, outcome);
}
