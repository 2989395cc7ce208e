namespace Agentes.ModelGateway.Deployments;

/// <summary>How a deployment has answered lately.</summary>
internal sealed class DeploymentHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _failuresInRow;
    private long _coolingUntilTicks;
    private ModelFailure? _coolingFor;

    public TimeSpan CoolingLeft
    {
        get
        {
            // The common case, never failed, must not even read the clock.
            var until = Volatile.Read(ref _coolingUntilTicks);
            return until == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, until - time.GetUtcNow().UtcTicks));
        }
    }

    /// <summary>Why it cools; null when it does not.</summary>
    public ModelFailure? CoolingFor => CoolingLeft > TimeSpan.Zero ? _coolingFor : null;

    public void Succeeded()
    {
        if (Volatile.Read(ref _failuresInRow) != 0)
        {
            lock (_gate)
            {
                _failuresInRow = 0;
                _coolingFor = null;
                Volatile.Write(ref _coolingUntilTicks, 0);
            }
        }
    }

    /// <param name="failure">What happened.</param>
    /// <param name="cooldown">How long to leave the deployment alone, decided from the failures in a row; zero not at all.</param>
    public void Failed(ModelFailure failure, Func<int, TimeSpan> cooldown)
    {
        lock (_gate)
        {
            var duration = cooldown(++_failuresInRow);
            if (duration <= TimeSpan.Zero)
            {
                return;
            }

            var until = time.GetUtcNow().UtcTicks + duration.Ticks;
            if (until > _coolingUntilTicks)
            {
                _coolingFor = failure;
                Volatile.Write(ref _coolingUntilTicks, until);
            }
        }
    }
}
