namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// Keeps retries a small part of a group's traffic, so that an outage is not answered with a multiple of the load. Each call pays a part of a
/// retry in; a little comes in with time, so that a group with few calls may retry too.
/// </summary>
internal sealed class RetryBudget(RetryLimits limits, TimeProvider time)
{
    /// <summary>Thousandths of a retry.</summary>
    private const long One = 1000;

    /// <summary>What old traffic has paid in is worth this many retries at most.</summary>
    private const long Most = 100 * One;

    /// <summary>Seconds for which the trickle adds up.</summary>
    private const double Saved = 10;

    private readonly Lock _gate = new();
    private readonly long _share = (long)(limits.BudgetShare * One);
    private long _balance = (long)(limits.BudgetPerSecond * Saved * One);
    private long _filledAt = time.GetTimestamp();

    /// <summary>A call begins.</summary>
    public void Pay()
    {
        if (Volatile.Read(ref _balance) < Most)
        {
            Interlocked.Add(ref _balance, _share);
        }
    }

    /// <summary>A retry, if there is one left.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            Trickle();
            if (_balance < One)
            {
                return false;
            }

            Interlocked.Add(ref _balance, -One);
            return true;
        }
    }

    private void Trickle()
    {
        var now = time.GetTimestamp();
        var trickled = (long)(time.GetElapsedTime(_filledAt, now).TotalSeconds * limits.BudgetPerSecond * One);
        if (trickled > 0)
        {
            var room = (long)(limits.BudgetPerSecond * Saved * One) - Volatile.Read(ref _balance);
            Interlocked.Add(ref _balance, Math.Clamp(trickled, 0, Math.Max(0, room)));
            _filledAt = now;
        }
    }
}
