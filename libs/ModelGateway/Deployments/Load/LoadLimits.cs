namespace Agentes.ModelGateway.Deployments.Load;

/// <summary>Which limit of a deployment is reached.</summary>
internal enum LoadLimit
{
    None,
    Requests,
    Tokens,
    Parallel,
}

/// <summary>What a deployment may be asked for at most; null where nothing is said.</summary>
internal sealed record LoadLimits(double? RequestsPerMinute, double? TokensPerMinute, int? Parallel)
{
    /// <returns>Null for a deployment without limits, so that its calls need not look.</returns>
    public static LoadLimits? Of(ModelDeployment deployment) => deployment switch
    {
        { RequestsPerMinute: null, TokensPerMinute: null, ParallelRequests: null } => null,
        _ => new LoadLimits(deployment.RequestsPerMinute, deployment.TokensPerMinute, deployment.ParallelRequests),
    };

    public LoadLimit Reached(double calls, double tokens, int inFlight) =>
        inFlight >= Parallel ? LoadLimit.Parallel
        : calls + 1 > RequestsPerMinute ? LoadLimit.Requests
        : tokens >= TokensPerMinute ? LoadLimit.Tokens
        : LoadLimit.None;

    /// <summary>The smallest part left of any limit per minute, from 0 to 1.</summary>
    public double Left(double calls, double tokens)
    {
        var requests = RequestsPerMinute is { } most ? 1 - (calls / most) : 1;
        return Math.Clamp(Math.Min(requests, TokensPerMinute is { } limit ? 1 - (tokens / limit) : 1), 0, 1);
    }
}
