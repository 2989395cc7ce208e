namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// Cancels an attempt whose current phase takes too long. Signs of life only write a timestamp; one timer looks at it when the limit would
/// be reached, so a long stream costs no timer work per token.
/// </summary>
internal sealed class PhaseClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _idle;
    private readonly long _deadline;
    private TimeSpan _limit;
    private long _touched;
    private bool _waiting = true;
    private bool _disposed;

    /// <param name="first">Limit until <see cref="Generating"/>.</param>
    /// <param name="idle">Limit of silence afterwards.</param>
    /// <param name="deadline">Timestamp at which the whole call must be over.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="ct">The caller's token.</param>
    public PhaseClock(TimeSpan first, TimeSpan idle, long deadline, TimeProvider time, CancellationToken ct)
    {
        _time = time;
        _idle = idle;
        _deadline = deadline;
        _limit = first;
        _touched = time.GetTimestamp();
        _source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _timer = time.CreateTimer(static clock => ((PhaseClock)clock!).Look(), this, Left(), Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The phase that took too long; null while none has.</summary>
    public string? Expired { get; private set; }

    /// <summary>The provider shows the first sign of generation: from here on only silence counts.</summary>
    public void Generating()
    {
        _limit = _idle;
        _touched = _time.GetTimestamp();
        lock (_gate)
        {
            if (!_disposed && Expired is null)
            {
                _timer.Change(Left(), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Touch() => _touched = _time.GetTimestamp();

    /// <summary>A consumer that takes its time between two reads is no fault of the provider.</summary>
    public void Wait()
    {
        Touch();
        _waiting = true;
    }

    public void Pause() => _waiting = false;

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
        _source.Dispose();
    }

    private TimeSpan Left()
    {
        var left = Min(_limit - _time.GetElapsedTime(_touched), UntilDeadline());
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TimeSpan UntilDeadline() => _time.GetElapsedTime(_time.GetTimestamp(), _deadline);

    private void Look()
    {
        lock (_gate)
        {
            if (_disposed || Expired is not null)
            {
                return;
            }

            var total = UntilDeadline() <= TimeSpan.Zero;
            if (!total && (!_waiting || _limit > _time.GetElapsedTime(_touched)))
            {
                _timer.Change(_waiting ? Left() : Min(_limit, UntilDeadline()), Timeout.InfiniteTimeSpan);
                return;
            }

            Expired = total ? "total" : _limit == _idle ? "idle" : "first token";
            _ = _source.CancelAsync();
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
