namespace Agentes.ModelGateway.Admission;

/// <summary>One budget in one window.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="LimitId">The limit that it belongs to.</param>
/// <param name="Subject">Whom it counts, where a limit has a budget for each of several; else empty.</param>
/// <param name="WindowStart">When its window began.</param>
public readonly record struct BudgetKey(Guid TenantId, Guid LimitId, string Subject, DateTimeOffset WindowStart);

/// <summary>Where the truth about budgets is. Nodes lease parts of a budget and spend them without asking again.</summary>
public interface IBudgetBank
{
    /// <summary>
    /// Leases at least this much, or nothing. Where plenty is left it leases more, at most a tenth of what is left, so that the next calls need
    /// not ask.
    /// </summary>
    Task<BudgetLease> LeaseAsync(BudgetKey key, decimal need, CancellationToken ct);

    /// <summary>Gives back what was leased and is not needed.</summary>
    Task ReturnAsync(BudgetKey key, decimal amount, CancellationToken ct);
}

/// <summary>Answer to a wish for a lease.</summary>
/// <param name="Amount">USD that were leased; 0 when it did not fit.</param>
/// <param name="LeasedElsewhere">USD that other nodes hold and may give back.</param>
/// <param name="ExpiresAt">When an amount that nobody renews is lost to this node.</param>
public readonly record struct BudgetLease(decimal Amount, decimal LeasedElsewhere, DateTimeOffset ExpiresAt);
