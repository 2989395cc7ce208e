using Agentes.ModelGateway.Deployments.Load;

namespace Agentes.ModelGateway.Deployments;

/// <summary>Says why no deployment of a group could be taken, and when that may change.</summary>
internal static class Unavailability
{
    public static ModelFailure Of(DeploymentGroup group, long now)
    {
        var usable = Array.FindAll(group.States, state => state.Usable);
        var full = Array.FindAll(usable, state => !state.Cooling && state.Load.Reached(state.Limits, now) is not LoadLimit.None);
        if (full.Length > 0)
        {
            var wait = full.Min(state => state.Load.Wait(state.Limits!, now));
            return new ModelFailure(FailureClass.Throttle, "every deployment that is well is at its own limit (rpm, tpm or max_parallel_requests)")
            {
                RetryAfter = wait,
            };
        }

        var cooling = usable.MinBy(state => state.Health.CoolingLeft);
        if (cooling?.Health.CoolingFor is { } failure)
        {
            return failure with { RetryAfter = cooling.Health.CoolingLeft, Reason = failure.Reason + " (cooling down)", Exception = null };
        }

        var reasons = group.States.Select(state => state.Deployment.UnavailableReason).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new ModelFailure(
            FailureClass.Unavailable,
            reasons.Count > 0 ? $"no deployment can be called: {string.Join("; ", reasons)}" : "no deployment has the tags of the call");
    }
}
