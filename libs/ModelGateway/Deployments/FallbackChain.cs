namespace Agentes.ModelGateway.Deployments;

/// <summary>One group that a call may try.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Own">The fallback as the call itself named it; null for the group asked for and for configured fallbacks.</param>
internal readonly record struct ChainLink(string Group, CallFallback? Own = null);

/// <summary>The groups one call may try, each once: the one asked for, then its fallbacks for the kind of failure.</summary>
internal sealed class FallbackChain(ModelGatewayOptions options, string group, string? pattern = null, CallControls? controls = null)
{
    private List<ChainLink>? _fallbacks;
    private bool _begun;

    /// <summary>Groups left behind so far.</summary>
    public int Fallbacks => _fallbacks?.Count ?? 0;

    /// <summary>The group asked for, then one fallback after the other; null when there is none left.</summary>
    /// <param name="last">Why the last group was left; null at the start or when nothing in it could be called.</param>
    /// <param name="usable">Whether anything in a group can be called now.</param>
    public ChainLink? Next(ModelFailure? last, Func<string, bool> usable)
    {
        if (!_begun)
        {
            _begun = true;
            return new ChainLink(group);
        }

        var next = Peek(last, usable);
        if (next is { } link)
        {
            (_fallbacks ??= []).Add(link);
        }

        return next;
    }

    /// <summary>The group that <see cref="Next"/> would fall back to.</summary>
    public ChainLink? Peek(ModelFailure? last, Func<string, bool> usable)
    {
        if (Fallbacks >= options.MaxFallbacks || controls?.DisableFallbacks is true)
        {
            return null;
        }

        foreach (var candidate in Candidates(last))
        {
            if (!WasTried(candidate) && usable(candidate.Group))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Every group that might take over, whatever goes wrong.</summary>
    public IEnumerable<string> Names() => controls?.DisableFallbacks is true
        ? []
        : new[] { FailureClass.Server, FailureClass.ContextWindow, FailureClass.ContentPolicy }
            .SelectMany(failure => Candidates(new ModelFailure(failure, ""))).Select(link => link.Group).Distinct(StringComparer.Ordinal);

    // The same group is another try when the call has another request for it.
    private bool WasTried(ChainLink candidate) => _fallbacks?.Contains(candidate) is true
        || (candidate.Own?.IsDifferent is not true
            && (candidate.Group == group || _fallbacks?.Exists(link => link.Group == candidate.Group) is true));

    private IEnumerable<ChainLink> Candidates(ModelFailure? last) => last?.Class switch
    {
        // A model of the same size would refuse the same prompt: only groups named for this failure may try.
        FailureClass.ContextWindow => Own(controls?.ContextWindowFallbacks) ?? Of(options.ContextWindowFallbacks),
        FailureClass.ContentPolicy => Own(controls?.ContentPolicyFallbacks) ?? Of(options.ContentPolicyFallbacks),
        _ => Own(controls?.Fallbacks) ?? Of(options.Fallbacks).Concat(options.DefaultFallbacks.Select(name => new ChainLink(name))),
    };

    private static IEnumerable<ChainLink>? Own(IReadOnlyList<CallFallback>? fallbacks) =>
        fallbacks?.Select(fallback => new ChainLink(fallback.Model, fallback));

    private IEnumerable<ChainLink> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> fallbacks) =>
        fallbacks.TryGetValue(group, out var named) || (pattern is not null && fallbacks.TryGetValue(pattern, out named))
            || fallbacks.TryGetValue("*", out named) ? named.Select(name => new ChainLink(name)) : [];
}
