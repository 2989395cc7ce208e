namespace Agentes.ModelGateway.Deployments;

/// <summary>How long an attempt may take.</summary>
/// <param name="Timeouts">Limits of the deployment.</param>
/// <param name="Deadline">Timestamp at which the whole call must be over.</param>
/// <param name="Buffered">The caller wants the reply in one piece, so it may still be replaced at any time.</param>
internal readonly record struct AttemptLimits(PhaseTimeouts Timeouts, long Deadline, bool Buffered)
{
    public long DeadlineOf(TimeProvider time) => Buffered ? Math.Min(Deadline, time.TimestampAfter(Timeouts.Buffered)) : Deadline;
}
