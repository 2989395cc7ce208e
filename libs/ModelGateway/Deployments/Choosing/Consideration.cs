namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>One deployment in one choice: what was known of it and what became of it. A value, because every call makes some.</summary>
internal struct Consideration
{
    public DeploymentState State;
    public Verdict Verdict;

    /// <summary>What the strategy made of it; the lowest is taken. NaN where it did not look.</summary>
    public double Score;

    /// <summary>Seconds, per call or per token as the strategy measures; NaN where it did not look or has nothing to go by.</summary>
    public double Speed;

    /// <summary>Part of its limits that is left, 0 to 1; NaN where it did not look.</summary>
    public double Left;

    public int InFlight;

    /// <summary>End of its cooldown.</summary>
    public DateTimeOffset? Until;

    /// <summary>How it failed in this call.</summary>
    public FailureClass? Failure;

    public Consideration(DeploymentState state, Verdict verdict)
    {
        (State, Verdict) = (state, verdict);
        (Score, Speed, Left) = (double.NaN, double.NaN, double.NaN);
        InFlight = state.Load.InFlight;
    }
}
