using Agentes.ModelGateway.Deployments.Load;

namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// How a deployment has answered lately. After a cooldown it is half open: one call may look whether it works again. If so it is well, if not
/// it cools down for longer.
/// </summary>
internal sealed class DeploymentHealth(TimeProvider time, DeploymentLoad? load = null)
{
    private readonly Lock _gate = new();
    private int _failuresInRow;
    private int _reopened;
    private long _cooledAt;
    private long _coolingUntilTicks;
    private long _probe;
    private ModelFailure? _coolingFor;

    public DeploymentLoad Load { get; } = load ?? new DeploymentLoad(time);

    public TimeSpan CoolingLeft
    {
        get
        {
            // The common case, never failed, must not even read the clock.
            var until = Volatile.Read(ref _coolingUntilTicks);
            return until == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, until - time.GetUtcNow().UtcTicks));
        }
    }

    /// <summary>When the cooldown ends or ended; null for a deployment that is well.</summary>
    public DateTimeOffset? CoolingUntil => Volatile.Read(ref _coolingUntilTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Its cooldown is over, but nothing has succeeded since.</summary>
    public bool HalfOpen => Volatile.Read(ref _coolingUntilTicks) != 0 && CoolingLeft == TimeSpan.Zero;

    /// <summary>A call is looking whether it works again.</summary>
    public bool Probed => Volatile.Read(ref _probe) != 0;

    /// <summary>Why it cools; null when it does not.</summary>
    public ModelFailure? CoolingFor => CoolingLeft > TimeSpan.Zero ? _coolingFor : null;

    /// <summary>It cools for bad luck and not for something the provider said, so a call may still be worth a try.</summary>
    public bool MayWork => _coolingFor?.Class is FailureClass.Server or FailureClass.Timeout or FailureClass.Connection
        or FailureClass.Malformed or FailureClass.Truncated;

    /// <summary>A ticket for the one call that looks; 0 when another has it.</summary>
    public long TryProbe()
    {
        var ticket = time.GetTimestamp() | 1;
        return Interlocked.CompareExchange(ref _probe, ticket, 0) == 0 ? ticket : 0;
    }

    /// <summary>The call that looked has ended, if it had not told how.</summary>
    public void EndProbe(long ticket) => Interlocked.CompareExchange(ref _probe, 0, ticket);

    /// <param name="began">Timestamp of the call's start: one that began before the cooldown says nothing about the time after it.</param>
    public void Succeeded(long began)
    {
        if (Volatile.Read(ref _failuresInRow) == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (began >= _cooledAt)
            {
                (_failuresInRow, _reopened, _coolingFor) = (0, 0, null);
                Volatile.Write(ref _coolingUntilTicks, 0);
                Volatile.Write(ref _probe, 0);
            }
        }
    }

    /// <param name="failure">What happened.</param>
    /// <param name="cooldown">
    /// How long to leave the deployment alone, decided from the failures in a row and from how often in a row it failed after a cooldown; zero
    /// not at all.
    /// </param>
    public void Failed(ModelFailure failure, Func<int, int, TimeSpan> cooldown)
    {
        lock (_gate)
        {
            var again = HalfOpen || Probed;
            var duration = cooldown(++_failuresInRow, again ? _reopened + 1 : _reopened);
            if (duration <= TimeSpan.Zero)
            {
                return;
            }

            if (CoolingLeft == TimeSpan.Zero)
            {
                Load.CooledDown();
            }

            _reopened += again ? 1 : 0;
            Volatile.Write(ref _probe, 0);
            var until = time.GetUtcNow().UtcTicks + duration.Ticks;
            if (until > _coolingUntilTicks)
            {
                (_coolingFor, _cooledAt) = (failure, time.GetTimestamp());
                Volatile.Write(ref _coolingUntilTicks, until);
            }
        }
    }
}
