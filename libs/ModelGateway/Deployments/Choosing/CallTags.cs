namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>Which deployments the tags of a call lead to.</summary>
internal static class CallTags
{
    private const string Default = "default";

    /// <summary>Deployments with the call's tags; where none has them, or the call has none, those of the tag <c>default</c>.</summary>
    /// <param name="group">All that could take the call.</param>
    /// <param name="tags">Tags of the call; may be empty.</param>
    /// <param name="any">One common tag is enough.</param>
    /// <returns>
    /// Empty when the call has tags that nobody answers to. A call without tags may use every deployment where none is for it in particular.
    /// </returns>
    public static IReadOnlyList<DeploymentState> Filter(DeploymentState[] group, IReadOnlyList<string> tags, bool any)
    {
        var matching = tags.Count == 0 ? [] : Array.FindAll(group, state => Matches(state.Deployment.Tags, tags, any));
        if (matching.Length > 0)
        {
            return matching;
        }

        var defaults = Array.FindAll(group, state => state.Deployment.Tags.Contains(Default, StringComparer.Ordinal));
        return defaults.Length > 0 || tags.Count > 0 ? defaults : group;
    }

    private static bool Matches(IReadOnlyList<string> own, IReadOnlyList<string> asked, bool any) => any
        ? asked.Any(tag => own.Contains(tag, StringComparer.Ordinal))
        : asked.All(tag => own.Contains(tag, StringComparer.Ordinal));
}
