namespace Agentes.ModelGateway.Deployments.Load;

/// <summary>
/// A moving average of durations that jumps up at once and comes down slowly, so that a deployment which has become slow is avoided after
/// one call. It also fades with time, so that one which is avoided is tried again. Samples weigh by the time between them:
/// value = sample + (value − sample) · e^(−Δt/τ).
/// </summary>
/// <param name="frequency">Timestamps per second.</param>
internal sealed class PeakAverage(long frequency)
{
    /// <summary>τ in seconds: replies take seconds, so an average of less would be that of one or two calls.</summary>
    private const double Memory = 20;

    private double _seconds;
    private long _at;

    public bool IsKnown => Volatile.Read(ref _at) != 0;

    /// <summary>The average when it was last measured, in seconds; 0 before.</summary>
    public double Seconds => Volatile.Read(ref _seconds);

    /// <summary>The average as it has faded until now, in seconds.</summary>
    public double At(long now) => Seconds * Fading(now);

    /// <summary>The average when it was measured not longer ago than this; null otherwise.</summary>
    public double? Within(TimeSpan age, long now) =>
        IsKnown && (now - Volatile.Read(ref _at)) / (double)frequency <= age.TotalSeconds ? Seconds : null;

    /// <summary>Two calls that end at once may lose one sample of the two, which is cheaper than a lock for every call.</summary>
    public void Observe(double seconds, long now)
    {
        var fading = IsKnown ? Fading(now) : 0;
        var next = seconds > Seconds * fading ? seconds : seconds + ((Seconds - seconds) * fading);
        Volatile.Write(ref _seconds, next);
        Volatile.Write(ref _at, now == 0 ? 1 : now);
    }

    private double Fading(long now) => Math.Exp(-Math.Max(0, now - Volatile.Read(ref _at)) / (Memory * frequency));
}
