namespace Agentes.ModelGateway.Admission;

/// <summary>
/// What this node has leased of one budget. A reservation usually takes from the lease without asking anybody. Where little is left, calls
/// wait their turn for a moment: those under way often take less than they reserved, and a budget must not look empty because of that.
/// </summary>
#pragma warning disable CA1001 // Its semaphore has no handle as long as nobody waits with one: there is nothing to dispose of.
public sealed class BudgetAccount(BudgetKey key, IBudgetBank bank, TimeProvider time)
#pragma warning restore CA1001
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private TaskCompletionSource _freed = NewSignal();
    private decimal _free;
    private decimal _reserved;
    private decimal _returning;
    private decimal _refused = decimal.MaxValue;
    private bool _elsewhere;
    private long _refusedUntil;
    private long _turns;
    private long _used = time.GetTimestamp();
    private DateTimeOffset _expiresAt = DateTimeOffset.MaxValue;

    /// <summary>The budget.</summary>
    public BudgetKey Key { get; } = key;

    /// <summary>Leased and not reserved, in USD; negative when calls cost more than was reserved for them.</summary>
    public decimal Free
    {
        get
        {
            lock (_gate)
            {
                return _free;
            }
        }
    }

    /// <summary>Reserved for calls under way, in USD.</summary>
    public decimal Reserved
    {
        get
        {
            lock (_gate)
            {
                return _reserved;
            }
        }
    }

    /// <summary>The lease ran out without being renewed: others may have it, so nothing may be taken from it any more.</summary>
    public bool IsLost(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now >= _expiresAt;
        }
    }

    /// <summary>The lease was renewed.</summary>
    public void Renewed(DateTimeOffset expiresAt)
    {
        lock (_gate)
        {
            _expiresAt = expiresAt;
        }
    }

    /// <summary>How long nobody has reserved anything.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _used));

    /// <summary>Takes from the lease; false when it does not hold enough.</summary>
    public bool TryReserve(decimal amount)
    {
        lock (_gate)
        {
            return Take(amount);
        }
    }

    /// <summary>Reserves an amount, leasing more when it has to; false when the budget has no room for it.</summary>
    /// <param name="amount">USD.</param>
    /// <param name="patience">How long to wait for calls under way to give back what they do not need.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async ValueTask<bool> ReserveAsync(decimal amount, TimeSpan patience, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (!TryReserve(amount))
        {
            if (IsKnownToBeEmpty(amount))
            {
                return false;
            }

            var freed = Volatile.Read(ref _freed).Task;
            Answer answer;
            await _asking.WaitAsync(ct);
            try
            {
                answer = await AskAsync(amount, ct);
            }
            finally
            {
                _asking.Release();
            }

            if (answer is not Answer.Wait)
            {
                return answer is Answer.Taken;
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return false;
            }

            await Task.WhenAny(freed, Task.Delay(AskAgain, time, ct));
            ct.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>Ends a reservation: what the call did not cost is free again.</summary>
    /// <param name="reserved">USD that were reserved.</param>
    /// <param name="cost">USD that it came to, possibly more.</param>
    public void Settle(decimal reserved, decimal cost)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            _free += reserved - cost;
        }

        Wake();
    }

    /// <summary>Gives back what is free. Whoever needs it in the meantime waits until it can be leased again.</summary>
    public async Task ReturnFreeAsync(CancellationToken ct)
    {
        decimal amount;
        lock (_gate)
        {
            amount = Math.Max(_free, 0);
            _free -= amount;
            _returning += amount;
        }

        if (amount == 0)
        {
            return;
        }

        var kept = amount;
        try
        {
            await bank.ReturnAsync(Key, amount, ct);
            kept = 0;
        }
        finally
        {
            lock (_gate)
            {
                _returning -= amount;
                _free += kept;
            }

            Wake();
        }
    }

    /// <summary>Takes what was spent beyond the lease, to have the lease grow by it.</summary>
    public decimal TakeDeficit()
    {
        lock (_gate)
        {
            var amount = Math.Max(-_free, 0);
            _free += amount;
            return amount;
        }
    }

    /// <summary>Undoes <see cref="TakeDeficit"/>.</summary>
    public void PutBackDeficit(decimal amount)
    {
        lock (_gate)
        {
            _free -= amount;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Something moved: whoever waits looks again, and an answer of the bank from before is no longer true.
    private void Wake()
    {
        TaskCompletionSource freed;
        lock (_gate)
        {
            _turns++;
            _refusedUntil = 0;
            (freed, _freed) = (_freed, NewSignal());
        }

        freed.TrySetResult();
    }

    private bool Take(decimal amount)
    {
        if (_free < amount)
        {
            return false;
        }

        _free -= amount;
        _reserved += amount;
        Volatile.Write(ref _used, time.GetTimestamp());
        return true;
    }

    private async Task<Answer> AskAsync(decimal amount, CancellationToken ct)
    {
        decimal missing;
        long turn;
        lock (_gate)
        {
            if (Take(amount))
            {
                return Answer.Taken;
            }

            if (time.GetTimestamp() < _refusedUntil && amount >= _refused)
            {
                return MayWait;
            }

            (missing, turn) = (amount - _free, _turns);
        }

        var lease = await bank.LeaseAsync(Key, missing, ct);
        lock (_gate)
        {
            if (lease.Amount > 0)
            {
                _free += lease.Amount;
                _expiresAt = lease.ExpiresAt;
            }

            // At once: what was leased for this call must not be given back for another node's before this call has it.
            if (Take(amount))
            {
                return Answer.Taken;
            }

            if (lease.Amount > 0 || _turns != turn)
            {
                return Answer.Wait;
            }

            // The others who wait for the same need not ask at once.
            (_refused, _elsewhere) = (amount, lease.LeasedElsewhere > 0);
            _refusedUntil = time.GetTimestamp() + (long)(AskAgain.TotalSeconds * time.TimestampFrequency);
            return MayWait;
        }
    }

    // Waiting helps when somebody holds what this call needs and may not need it himself, or when it is on its way back.
    private Answer MayWait => _reserved > 0 || _returning > 0 || _elsewhere ? Answer.Wait : Answer.Refused;

    private bool IsKnownToBeEmpty(decimal amount)
    {
        lock (_gate)
        {
            return MayWait is Answer.Refused && amount >= _refused && time.GetTimestamp() < _refusedUntil;
        }
    }

    private enum Answer
    {
        Taken,
        Wait,
        Refused,
    }
}
