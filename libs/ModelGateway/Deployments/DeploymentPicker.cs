namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// Weighted shuffle over what is healthy: lowest order level first, then by weight. A deployment that already failed in this call is picked
/// again only when the group has no other.
/// </summary>
internal sealed class DeploymentPicker(Random random)
{
    /// <summary>The next deployment, or null when every one is unavailable or cools down.</summary>
    /// <param name="group">States of the group's deployments.</param>
    /// <param name="failed">What failed in this call, the last one last.</param>
    public DeploymentState? Pick(IReadOnlyList<DeploymentState> group, IReadOnlyList<DeploymentState> failed)
    {
        if (group.Count == 1 && failed.Count == 0)
        {
            return group[0].Usable && !group[0].Cooling ? group[0] : null;
        }

        // Whoever asks after a failure has waited for it: then the one that failed last is better than nobody.
        return Shuffle(group, failed) ?? Shuffle(group, []) ?? (failed.Count > 0 ? failed[^1] : null);
    }

    /// <summary>True when <see cref="Pick"/> would find something that did not fail in this call.</summary>
    public static bool HasFresh(IReadOnlyList<DeploymentState> group, IReadOnlyList<DeploymentState> failed)
    {
        foreach (var state in group)
        {
            if (IsCandidate(state, failed))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCandidate(DeploymentState state, IReadOnlyList<DeploymentState> failed) =>
        state.Usable && !failed.Contains(state) && !state.Cooling;

    private DeploymentState? Shuffle(IReadOnlyList<DeploymentState> group, IReadOnlyList<DeploymentState> failed)
    {
        var order = int.MaxValue;
        foreach (var state in group)
        {
            if (state.Deployment.Order < order && IsCandidate(state, failed))
            {
                order = state.Deployment.Order;
            }
        }

        // One pass, no list: each candidate replaces the choice with probability weight / weight so far.
        DeploymentState? chosen = null;
        var total = 0.0;
        foreach (var state in group)
        {
            if (state.Deployment.Order != order || !IsCandidate(state, failed))
            {
                continue;
            }

            total += state.Deployment.Weight;
            if (chosen is null || random.NextDouble() * total < state.Deployment.Weight)
            {
                chosen = state;
            }
        }

        return chosen;
    }
}
