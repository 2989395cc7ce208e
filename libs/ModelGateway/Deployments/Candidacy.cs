using Agentes.ModelGateway.Deployments.Choosing;
using Agentes.ModelGateway.Deployments.Load;

namespace Agentes.ModelGateway.Deployments;

/// <summary>Which deployments may be taken for a call.</summary>
internal static class Candidacy
{
    /// <summary>What is known of a deployment before the choice, and whether it may be taken.</summary>
    public static Consideration Judge(DeploymentState state, List<FailedDeployment> failed, in PickRequest request, long now)
    {
        var one = new Consideration(state, Verdict.Candidate);
        if (!state.Usable)
        {
            one.Verdict = Verdict.Unavailable;
        }
        else if (request.Allowed is { } allowed && !allowed.Contains(state))
        {
            one.Verdict = Verdict.OtherTags;
        }
        else if (failed.Count > 0 && FailureOf(state, failed) is { } failure)
        {
            (one.Verdict, one.Failure) = (Verdict.FailedBefore, failure);
        }
        else if (state.Health.CoolingUntil is { } until)
        {
            one.Until = until;
            one.Verdict = state.Cooling ? Verdict.CoolingDown : state.Health.Probed ? Verdict.BeingProbed : Verdict.Candidate;
        }

        if (one.Verdict is Verdict.Candidate && state.Limits is { } limits)
        {
            one.Verdict = state.Load.Reached(limits, now) switch
            {
                LoadLimit.Requests => Verdict.OverRequestLimit,
                LoadLimit.Tokens => Verdict.OverTokenLimit,
                LoadLimit.Parallel => Verdict.OverParallelLimit,
                _ => Verdict.Candidate,
            };
        }

        return one;
    }

    private static FailureClass? FailureOf(DeploymentState state, List<FailedDeployment> failed)
    {
        for (var i = failed.Count - 1; i >= 0; i--)
        {
            if (failed[i].State == state)
            {
                return failed[i].Failure.Class;
            }
        }

        return null;
    }

    /// <summary>
    /// Nothing is well and fresh. Better than nobody, in this order: what is being probed; what failed in this call, which whoever asks again
    /// has waited for; and, if nobody else could answer, what cools down for bad luck, one call at a time.
    /// </summary>
    public static bool SecondBest(Span<Consideration> round, List<FailedDeployment> failed, bool lastResort, long now)
    {
        return Promote(round, one => one.Verdict is Verdict.BeingProbed, now)
            || Promote(round, one => one.Verdict is Verdict.FailedBefore && !one.State.Cooling, now)
            || (failed.Count > 0 && Promote(round, one => one.State == failed[^1].State && one.Verdict is Verdict.FailedBefore, now))
            || (lastResort && Promote(round, one => one.Verdict is Verdict.CoolingDown && one.State.Health is { MayWork: true, Probed: false }, now));
    }

    private static bool Promote(Span<Consideration> round, Predicate<Consideration> suits, long now)
    {
        var any = false;
        foreach (ref var one in round)
        {
            if (suits(one) && one.State.Load.Reached(one.State.Limits, now) is LoadLimit.None)
            {
                one.Verdict = Verdict.Candidate;
                any = true;
            }
        }

        return any;
    }
}
