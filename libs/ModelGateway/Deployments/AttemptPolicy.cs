namespace Agentes.ModelGateway.Deployments;

/// <summary>What to do after a failed attempt.</summary>
internal enum NextStep
{
    /// <summary>Try the group again, after the delay.</summary>
    Retry,

    /// <summary>Leave the group for its fallbacks.</summary>
    FallBack,

    /// <summary>No other model would do better: report the failure.</summary>
    GiveUp,
}

/// <summary>What the policy knows when it decides.</summary>
/// <param name="Retries">Retries already made in this group.</param>
/// <param name="HasFresh">The group has a healthy deployment that did not fail in this call.</param>
/// <param name="HasFallback">Another group could take over.</param>
/// <param name="Allowed">Retries that the caller allows; null leaves it to the configuration.</param>
internal readonly record struct AttemptSituation(int Retries, bool HasFresh, bool HasFallback, int? Allowed = null);

/// <summary>Failure classes, waiting times and cooldowns. Pure apart from the injected randomness.</summary>
internal sealed class AttemptPolicy(RetryLimits limits, Random random)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(60);

    // A key or a model that is wrong stays wrong for a while; asking again at once only fills the provider's log.
    private static readonly TimeSpan Quarantine = TimeSpan.FromMinutes(5);

    public (NextStep Step, TimeSpan Delay) After(ModelFailure failure, ModelDeployment deployment, AttemptSituation situation)
    {
        if (failure.Class is FailureClass.InvalidRequest)
        {
            return (NextStep.GiveUp, TimeSpan.Zero);
        }

        if (failure.Class is FailureClass.ContextWindow or FailureClass.ContentPolicy)
        {
            return (situation.HasFallback ? NextStep.FallBack : NextStep.GiveUp, TimeSpan.Zero);
        }

        if (situation.Retries >= (situation.Allowed ?? deployment.RetryCount ?? limits.CountByClass.GetValueOrDefault(failure.Class, limits.Count)))
        {
            return (NextStep.FallBack, TimeSpan.Zero);
        }

        if (situation.HasFresh)
        {
            return (NextStep.Retry, TimeSpan.Zero);
        }

        return failure.Class switch
        {
            FailureClass.Credential or FailureClass.Quota or FailureClass.NotFound => (NextStep.FallBack, TimeSpan.Zero),
            _ when failure.IsFinal => (NextStep.FallBack, TimeSpan.Zero),
            FailureClass.Server or FailureClass.Throttle => Wait(failure, situation),
            _ when situation.HasFallback => (NextStep.FallBack, TimeSpan.Zero),
            _ => Wait(failure, situation),
        };
    }

    /// <summary>How long a deployment is left alone after this failure.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="deployment">To whom.</param>
    /// <param name="failuresInRow">This failure included.</param>
    /// <param name="hasSiblings">An only deployment is cooled for reasons the provider gave, never for bad luck.</param>
    /// <param name="reopened">How often in a row it failed right after a cooldown: each time doubles the usual one.</param>
    public TimeSpan CooldownAfter(ModelFailure failure, ModelDeployment deployment, int failuresInRow, bool hasSiblings, int reopened = 0)
    {
        var usual = Longer(deployment.Cooldown ?? limits.Cooldown, reopened);
        return failure.Class switch
        {
            _ when usual <= TimeSpan.Zero => TimeSpan.Zero,
            FailureClass.Credential or FailureClass.Quota or FailureClass.NotFound => Quarantine,
            FailureClass.Throttle => failure.RetryAfter ?? (hasSiblings ? usual : TimeSpan.Zero),
            FailureClass.InvalidRequest or FailureClass.ContextWindow or FailureClass.ContentPolicy => TimeSpan.Zero,
            _ => hasSiblings && failuresInRow > limits.AllowedFailsByClass.GetValueOrDefault(failure.Class, limits.AllowedFails) ? usual : TimeSpan.Zero,
        };
    }

    private TimeSpan Longer(TimeSpan cooldown, int reopened)
    {
        var longest = cooldown > limits.LongestCooldown ? cooldown : limits.LongestCooldown;
        var longer = cooldown * Math.Pow(2, Math.Min(reopened, 20));
        return longer < longest ? longer : longest;
    }

    private (NextStep Step, TimeSpan Delay) Wait(ModelFailure failure, AttemptSituation situation)
    {
        if (failure.RetryAfter is not { } asked)
        {
            return (NextStep.Retry, Backoff(situation.Retries));
        }

        var patience = situation.HasFallback ? limits.BackoffCap : LongestRetryAfter;
        return asked <= patience ? (NextStep.Retry, asked) : (NextStep.FallBack, TimeSpan.Zero);
    }

    // base × factorⁿ up to the cap, then a random quarter is taken off so that callers do not come back together.
    private TimeSpan Backoff(int retries)
    {
        var full = Math.Min(limits.BackoffBase.TotalSeconds * Math.Pow(limits.BackoffFactor, retries), limits.BackoffCap.TotalSeconds);
        var wait = TimeSpan.FromSeconds(full * (1 - (0.25 * random.NextDouble())));
        return wait > limits.LeastWait ? wait : limits.LeastWait;
    }
}
