using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;

namespace Agentes.ModelGateway.Accounting;

/// <summary>Counts what one call does and writes its receipt.</summary>
internal sealed class CallAccount(ModelCall call, bool buffered, long deadline, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _firstToken;
    private (string Deployment, ModelFailure Failure)? _first;

    public ModelCall Call { get; } = call;

    /// <summary>The configuration that was valid when the call began.</summary>
    public required GatewaySnapshot Snapshot { get; init; }

    /// <summary>The caller wants the reply in one piece.</summary>
    public bool Buffered { get; } = buffered;

    /// <summary>Timestamp at which the whole call must be over.</summary>
    public long Deadline { get; } = deadline;

    public bool Overdue => time.GetTimestamp() >= Deadline;

    public int Attempts { get; set; }

    /// <summary>Group that is being tried.</summary>
    public string Group { get; private set; } = call.Group;

    public int Fallbacks { get; private set; }

    public TimeSpan SinceStart(long timestamp) => time.GetElapsedTime(_started, timestamp);

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Enter(string group, int fallbacks) => (Group, Fallbacks) = (group, fallbacks);

    public void FirstToken() => _firstToken = time.GetElapsedTime(_started);

    public void AttemptFailed(ModelFailure failure, Attempt attempt)
    {
        ModelGatewayTelemetry.Failed(attempt, failure);
        // The first failure explains the call; those of the fallbacks only follow from it.
        _first ??= (attempt.State.Deployment.Id, failure);
    }

    public ModelGatewayException Failed(string? deploymentId, ModelFailure failure, bool textEmitted = false) =>
        new(Call.Group, deploymentId, failure, textEmitted, Attempts);

    /// <summary>Nothing answered: the first failure, or why nothing could be tried.</summary>
    public ModelGatewayException Failed(ModelFailure unavailable) =>
        _first is var (deployment, failure) ? Failed(deployment, failure) : Failed(null, unavailable);

    public GatewayReceipt Complete(Attempt attempt)
    {
        var deployment = attempt.State.Deployment;
        var usage = attempt.Usage ?? TokenEstimate.Of(Call, attempt.TextLength);
        var receipt = new GatewayReceipt
        {
            Group = Group,
            RequestedGroup = Call.Group,
            DeploymentId = deployment.Id,
            Provider = deployment.Provider,
            Model = attempt.Model ?? deployment.Model,
            InputTokens = usage.InputTokens,
            OutputTokens = usage.OutputTokens,
            CachedTokens = usage.CachedTokens,
            CacheWriteTokens = usage.CacheWriteTokens,
            CacheWriteLongTokens = usage.CacheWriteLongTokens,
            ReasoningTokens = usage.ReasoningTokens,
            CostUsd = deployment.Price?.CostOf(usage),
            Estimated = usage.Estimated,
            Local = deployment.Provider == ProviderCatalog.Local,
            Attempts = Attempts,
            Fallbacks = Fallbacks,
            FirstToken = _firstToken,
            Total = Elapsed,
            QuotedSourceIds = attempt.QuotedSourceIds,
        };
        ModelGatewayTelemetry.Completed(attempt, receipt);
        return receipt;
    }
}
