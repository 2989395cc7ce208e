using Agentes.ModelGateway.Deployments.Choosing;

namespace Agentes.ModelGateway.Deployments;

/// <summary>A deployment that was taken, and has counted the call already.</summary>
/// <param name="State">Which one.</param>
/// <param name="Probe">Ticket of a call that looks whether it works again; 0 for any other.</param>
/// <param name="ExpectedTokens">Tokens set against its limit until they are known.</param>
internal readonly record struct Picked(DeploymentState State, long Probe, long ExpectedTokens);

/// <summary>What a choice has to respect.</summary>
/// <param name="Buffered">The reply is wanted in one piece.</param>
/// <param name="Affinity">Calls of the same key should meet; null for none.</param>
/// <param name="Allowed">Deployments that the tags of the call lead to; null for all.</param>
/// <param name="ExpectedTokens">Tokens it will probably use.</param>
internal readonly record struct PickRequest(
    bool Buffered, string? Affinity = null, IReadOnlyList<DeploymentState>? Allowed = null, long ExpectedTokens = 0);

/// <summary>
/// Finds the deployment for the next attempt: those that can be called and are within their limits, of these the lowest order level, of these
/// what the strategy prefers. One that already failed in this call is taken again only when the group has no other, and one whose cooldown is
/// over gets a single call to show that it works.
/// </summary>
internal sealed class DeploymentPicker(IStrategy strategy, Random random, TimeProvider time)
{
    /// <summary>The next deployment, or null when every one is unavailable, cools down or is at its limit.</summary>
    /// <param name="group">The candidates.</param>
    /// <param name="failed">What failed in this call, the last one last.</param>
    /// <param name="request">What the call needs.</param>
    /// <param name="decision">Takes down each candidate and why it was taken or not.</param>
    /// <param name="lastResort">Nobody else could answer: then one that cools for bad luck may be tried.</param>
    public Picked? Pick(
        DeploymentGroup group, List<FailedDeployment> failed, in PickRequest request, CallDecision decision, bool lastResort)
    {
        var now = time.GetTimestamp();
        while (true)
        {
            var round = decision.Consider(group.States.Length);
            var candidates = 0;
            for (var i = 0; i < round.Length; i++)
            {
                round[i] = Candidacy.Judge(group.States[i], failed, request, now);
                candidates += round[i].Verdict is Verdict.Candidate ? 1 : 0;
            }

            if (candidates == 0 && !Candidacy.SecondBest(round, failed, lastResort, now))
            {
                return null;
            }

            var (chosen, probe) = Choose(round, request, now);
            decision.Choose(chosen);
            var state = round[chosen].State;
            if (state.Load.TryBegin(state.Limits, request.ExpectedTokens, now))
            {
                return new Picked(state, probe, request.ExpectedTokens);
            }

            // Another call took the last of its limit between the look and the step: look again.
            state.Health.EndProbe(probe);
            decision.TakeBack();
        }
    }

    /// <summary>True when <see cref="Pick"/> would find something that did not fail in this call.</summary>
    public bool HasFresh(DeploymentGroup group, List<FailedDeployment> failed, in PickRequest request)
    {
        var now = time.GetTimestamp();
        foreach (var state in group.States)
        {
            if (Candidacy.Judge(state, failed, request, now).Verdict is Verdict.Candidate)
            {
                return true;
            }
        }

        return false;
    }

    private (int Chosen, long Probe) Choose(Span<Consideration> round, in PickRequest request, long now)
    {
        if (round.Length > 1)
        {
            KeepLevel(round);
        }

        if (Probe(round) is { Ticket: not 0 } probe)
        {
            round[probe.Index].Verdict = Verdict.ChosenAsProbe;
            return (probe.Index, probe.Ticket);
        }

        if (round.Length == 1)
        {
            round[0].Verdict = Verdict.Chosen;
            return (0, 0);
        }

        var bound = request.Affinity is { } key ? Affinity.Choose(round, key) : -1;
        // Ours weighs what the prompt cache is worth; the others know nothing of it, so the key decides alone.
        var chosen = bound >= 0 && strategy is not PeakEwmaStrategy ? bound : strategy.Choose(round, new Draw(random, now, request.Buffered, bound));
        round[chosen].Verdict = chosen == bound ? Verdict.ChosenByAffinity : Verdict.Chosen;
        return (chosen, 0);
    }

    // Whose cooldown is over gets this call, unless another call was faster; then it is left to that one, as long as there is somebody else.
    private static (int Index, long Ticket) Probe(Span<Consideration> round)
    {
        var (well, late) = (false, false);
        for (var i = 0; i < round.Length; i++)
        {
            if (round[i].Verdict is not Verdict.Candidate)
            {
                continue;
            }

            if (round[i].Until is null)
            {
                well = true;
            }
            else if (round[i].State.Health.TryProbe() is var ticket and not 0)
            {
                return (i, ticket);
            }
            else
            {
                late = true;
            }
        }

        if (well && late)
        {
            foreach (ref var one in round)
            {
                one.Verdict = one is { Verdict: Verdict.Candidate, Until: not null } ? Verdict.BeingProbed : one.Verdict;
            }
        }

        return default;
    }

    // The lowest order level of the candidates; in it, those without weight only when all are.
    private static void KeepLevel(Span<Consideration> round)
    {
        var order = int.MaxValue;
        foreach (ref readonly var one in round)
        {
            order = one.Verdict is Verdict.Candidate ? Math.Min(order, one.State.Deployment.Order) : order;
        }

        var weighted = false;
        foreach (ref var one in round)
        {
            if (one.Verdict is Verdict.Candidate)
            {
                one.Verdict = one.State.Deployment.Order == order ? Verdict.Candidate : Verdict.OtherOrder;
                weighted |= one.Verdict is Verdict.Candidate && one.State.Deployment.Weight > 0;
            }
        }

        foreach (ref var one in round)
        {
            if (weighted && one.Verdict is Verdict.Candidate && one.State.Deployment.Weight <= 0)
            {
                one.Verdict = Verdict.NoWeight;
            }
        }
    }
}

/// <summary>A deployment that failed in this call, and how.</summary>
internal readonly record struct FailedDeployment(DeploymentState State, ModelFailure Failure);
