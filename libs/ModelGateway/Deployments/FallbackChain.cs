namespace Agentes.ModelGateway.Deployments;

/// <summary>The groups one call may try, each once: the one asked for, then its fallbacks for the kind of failure.</summary>
internal sealed class FallbackChain(ModelGatewayOptions options, string group, string? pattern = null)
{
    private readonly List<string> _visited = new(2);

    /// <summary>Groups left behind so far.</summary>
    public int Fallbacks => Math.Max(0, _visited.Count - 1);

    /// <summary>The group asked for, then one fallback after the other; null when there is none left.</summary>
    /// <param name="last">Why the last group was left; null at the start or when nothing in it could be called.</param>
    /// <param name="usable">Whether anything in a group can be called now.</param>
    public string? Next(ModelFailure? last, Func<string, bool> usable)
    {
        var next = _visited.Count == 0 ? group : Peek(last, usable);
        if (next is not null)
        {
            _visited.Add(next);
        }

        return next;
    }

    /// <summary>The group that <see cref="Next"/> would fall back to.</summary>
    public string? Peek(ModelFailure? last, Func<string, bool> usable)
    {
        if (Fallbacks >= options.MaxFallbacks)
        {
            return null;
        }

        foreach (var candidate in Candidates(last))
        {
            if (!_visited.Contains(candidate, StringComparer.Ordinal) && usable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private IEnumerable<string> Candidates(ModelFailure? last) => last?.Class switch
    {
        // A model of the same size would refuse the same prompt: only groups named for this failure may try.
        FailureClass.ContextWindow => Of(options.ContextWindowFallbacks),
        FailureClass.ContentPolicy => Of(options.ContentPolicyFallbacks),
        _ => Of(options.Fallbacks).Concat(options.DefaultFallbacks),
    };

    private IEnumerable<string> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> fallbacks) =>
        fallbacks.TryGetValue(group, out var named) || (pattern is not null && fallbacks.TryGetValue(pattern, out named))
            || fallbacks.TryGetValue("*", out named) ? named : [];
}
