using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Deployments.Choosing;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// Everything that may go wrong unseen: picks deployments, attempts, waits, retries and falls back until an attempt has its first piece in
/// hand. Each choice and each outcome is taken down in the call's decision.
/// </summary>
internal sealed class Failover(ProviderSet providers, TimeProvider time, ILogger logger)
{
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<Attempt> OpenAsync(CallAccount account, CancellationToken ct)
    {
        var groups = account.Snapshot.Groups;
        RefuseUnknown(account);
        var chain = account.Snapshot.Chain(account.Call);
        while (chain.Next(account.Last, groups.IsUsable) is { } link)
        {
            account.Enter(link, chain.Fallbacks);
            if (chain.Fallbacks == 0 && account.Call.Controls?.Rehearsal is { } rehearsed)
            {
                account.Rehearse(new ModelFailure(rehearsed, "the failure was asked for by mock_testing_*, and there is no fallback for it"));
                continue;
            }

            var group = groups.Find(link.Group)!;
            group.Budget.Pay();
            if (await TryGroupAsync(group, chain, account, ct) is { } attempt)
            {
                return attempt;
            }
        }

        throw account.Failed(groups.WhyNot(account.Requested));
    }

    /// <summary>Takes a failure into account, of an attempt or of a reply that broke off.</summary>
    public void Note(ModelFailure failure, Attempt attempt, CallAccount account)
    {
        var (state, policy) = (attempt.State, account.Snapshot.Policy);
        account.AttemptFailed(failure, attempt);
        if (failure.Class is not (FailureClass.InvalidRequest or FailureClass.ContextWindow or FailureClass.ContentPolicy))
        {
            state.Load.Failed(attempt.Elapsed);
        }

        var hasSiblings = attempt.HasSiblings;
        state.Health.Failed(
            failure, (inRow, reopened) => policy.CooldownAfter(failure, state.Deployment, inRow, hasSiblings, reopened));
        Log.AttemptFailed(logger, state.Deployment.Id, failure.Code, failure.Status);
    }

    // The first attempt of a group that gets to its first piece; null when the next group should try.
    private async ValueTask<Attempt?> TryGroupAsync(DeploymentGroup group, FallbackChain chain, CallAccount account, CancellationToken ct)
    {
        var request = RequestOf(group, account);
        var failed = new List<FailedDeployment>(0);
        while (Pick(group, failed, request, chain, account) is { } picked)
        {
            var attempt = Begin(picked, group, account, ct);
            var failure = await attempt.OpenAsync();
            account.Decision.Attempted(failure, attempt.Elapsed);
            if (failure is null)
            {
                picked.State.Health.Succeeded(attempt.Started);
                account.FirstToken();
                return attempt;
            }

            Note(failure, attempt, account);
            await attempt.DisposeAsync();
            failed.Add(new FailedDeployment(picked.State, failure));
            if (!await TryAgainAsync(group, failed, request, chain, account, ct))
            {
                break;
            }
        }

        return null;
    }

    private static Picked? Pick(
        DeploymentGroup group, List<FailedDeployment> failed, in PickRequest request, FallbackChain chain, CallAccount account)
    {
        var picker = account.Snapshot.Picker;
        if (picker.Pick(group, failed, request, account.Decision, lastResort: false) is { } picked)
        {
            return picked;
        }

        if (failed.Count > 0 || chain.Peek(null, account.Snapshot.Groups.IsUsable) is not null)
        {
            return null;
        }

        // Nobody else could answer: better to try one that may have recovered than to refuse.
        account.Decision.TakeBack();
        return picker.Pick(group, failed, request, account.Decision, lastResort: true);
    }

    private Attempt Begin(in Picked picked, DeploymentGroup group, CallAccount account, CancellationToken ct)
    {
        account.Attempts++;
        var deployment = picked.State.Deployment;
        var timeouts = deployment.Timeouts ?? account.Snapshot.Options.Timeouts;
        var limits = new AttemptLimits(account.Call.Controls?.Within(timeouts) ?? timeouts, account.Deadline, account.Buffered);
        var attempt = new Attempt(providers.For(deployment), picked, account.Call, limits, time, ct) { HasSiblings = group.States.Length > 1 };
        account.Try(attempt);
        return attempt;
    }

    // True to try the group again, false to leave it for the next one.
    private async ValueTask<bool> TryAgainAsync(
        DeploymentGroup group, List<FailedDeployment> failed, PickRequest request, FallbackChain chain, CallAccount account, CancellationToken ct)
    {
        var (state, failure) = failed[^1];
        var situation = new AttemptSituation(
            failed.Count - 1,
            account.Snapshot.Picker.HasFresh(group, failed, request),
            chain.Peek(failure, account.Snapshot.Groups.IsUsable) is not null,
            account.Call.Controls?.Retries);
        var (step, delay) = account.Snapshot.Policy.After(failure, state.Deployment, situation);
        if (step is NextStep.GiveUp || account.Overdue)
        {
            throw account.Failed(state.Deployment.Id, failure);
        }

        if (step is NextStep.FallBack || time.TimestampAfter(delay) > account.Deadline)
        {
            return false;
        }

        // A sibling that is well is asked in any case; asking the same one again is what multiplies an outage.
        if (!group.Budget.TryTake() && !situation.HasFresh)
        {
            account.Decision.Note = "retry_budget_exhausted";
            return false;
        }

        await Task.Delay(delay, time, ct);
        return true;
    }

    private static PickRequest RequestOf(DeploymentGroup group, CallAccount account)
    {
        var (call, routing) = (account.Call, account.Snapshot.Options.Routing);
        return new PickRequest(
            call.Buffered,
            call.Controls?.Affinity,
            routing.FilterByTags ? CallTags.Filter(group.States, call.Controls?.Tags ?? [], routing.MatchAnyTag) : null,
            group.CountsTokens ? TokenEstimate.Of(call, 0).InputTokens : 0);
    }

    private static void RefuseUnknown(CallAccount account)
    {
        var groups = account.Snapshot.Groups;
        if (groups.Find(account.Call.Group) is null)
        {
            throw account.Failed(null, new ModelFailure(FailureClass.UnknownGroup, "there is no such group"));
        }

        if (account.Call.Controls?.NamedModels.FirstOrDefault(name => groups.Find(name) is null) is { } unknown)
        {
            throw account.Failed(null, new ModelFailure(FailureClass.InvalidRequest, $"its fallback '{unknown}' is no model that is configured here")
            {
                UpstreamMessage = $"fallbacks: '{unknown}' is no model that is configured here. GET /v1/models lists what is.",
            });
        }
    }
}
