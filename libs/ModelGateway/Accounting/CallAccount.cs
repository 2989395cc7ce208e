using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;

namespace Agentes.ModelGateway.Accounting;

/// <summary>Counts what one call does and writes its receipt.</summary>
internal sealed class CallAccount(ModelCall call, bool buffered, long deadline, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _firstToken;
    private (string? Deployment, ModelFailure Failure)? _first;

    private ModelCall _asked = call;
    private ICallTicket? _ticket;
    private Attempt? _attempt;
    private bool _isMeasured;

    /// <summary>The call's own id.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>What is asked; a fallback may have been given a request of its own.</summary>
    public ModelCall Call { get; private set; } = call;

    /// <summary>Group that the caller asked for.</summary>
    public string Requested => _asked.Group;

    /// <summary>How it found its model.</summary>
    public CallDecision Decision => field ??= new CallDecision(Requested, Snapshot.Options.Routing.Strategy);

    /// <summary>Why the last attempt in the group failed; null before the first one.</summary>
    public ModelFailure? Last { get; private set; }

    /// <summary>What is left of the caller's limits; null without any.</summary>
    public RateLimitStatus? Limits { get; private set; }

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

    public void Enter(ChainLink link, int fallbacks)
    {
        (Group, Fallbacks, Last) = (link.Group, fallbacks, null);
        Call = link.Own?.Apply(_asked) ?? _asked;
        Decision.Group = link.Group;
    }

    /// <summary>Acts as if the group had failed.</summary>
    public void Rehearse(ModelFailure failure)
    {
        Last = failure;
        _first ??= (null, failure);
    }

    public void FirstToken() => _firstToken = time.GetElapsedTime(_started);

    public void AttemptFailed(ModelFailure failure, Attempt attempt)
    {
        ModelGatewayTelemetry.Failed(attempt, failure);
        LiteLLMMetrics.AttemptFailed(this, attempt, failure);
        // The first failure explains the call; those of the fallbacks only follow from it.
        _first ??= (attempt.State.Deployment.Id, failure);
        Last = failure;
    }

    public ModelGatewayException Failed(string? deploymentId, ModelFailure failure, bool textEmitted = false) =>
        new(Requested, deploymentId, failure, textEmitted, Attempts) { CallId = Id, Decision = Decision };

    /// <summary>Nothing answered: the first failure, or why nothing could be tried.</summary>
    public ModelGatewayException Failed(ModelFailure unavailable) =>
        _first is var (deployment, failure) ? Failed(deployment, failure) : Failed(null, unavailable);

    /// <summary>The call may begin under these conditions.</summary>
    public void Admit(ICallTicket ticket)
    {
        _ticket = ticket;
        Limits = ticket.Limits;
        if (ticket.MaxOutputTokens is { } bound)
        {
            Call = _asked = _asked.Bounded(bound);
        }
    }

    /// <summary>The attempt from which the call would be counted if it ended now.</summary>
    public void Try(Attempt attempt) => _attempt = attempt;

    public GatewayReceipt Complete(Attempt attempt)
    {
        var usage = attempt.Usage ?? TokenEstimate.Of(Call, attempt.TextLength);
        attempt.Measure(usage);
        var receipt = ReceiptOf(attempt, usage);
        ModelGatewayTelemetry.Completed(attempt, receipt);
        LiteLLMMetrics.Completed(this, attempt, receipt);
        _isMeasured = true;
        Settle(CallStatus.Ok, receipt);
        return receipt;
    }

    /// <summary>The call ends without its whole reply. What was seen of it is what it costs.</summary>
    public void End(Exception? exception)
    {
        if (!_isMeasured)
        {
            LiteLLMMetrics.Ended(this, exception switch
            {
                null or OperationCanceledException => null,
                ModelGatewayException failed => failed.Class,
                _ => FailureClass.Malformed,
            });
            _isMeasured = true;
        }

        if (_ticket is null)
        {
            return;
        }

        var (status, code) = exception switch
        {
            ModelGatewayException { TextEmitted: true } broken => (CallStatus.Truncated, broken.Code),
            ModelGatewayException failed => (CallStatus.Failed, failed.Code),
            OperationCanceledException or null => (CallStatus.Cancelled, null),
            _ => (CallStatus.Failed, "internal_error"),
        };
        var seen = status is CallStatus.Failed ? new TokenUsage(0, 0) : Seen();
        Settle(status, ReceiptOf(_attempt, seen), code);
    }

    private void Settle(CallStatus status, GatewayReceipt receipt, string? code = null) =>
        Interlocked.Exchange(ref _ticket, null)?.Settle(new CallOutcome(status, receipt, code));

    // A provider that counted at the start of its reply knows the prompt, but not how long the reply became.
    private TokenUsage Seen()
    {
        if (_attempt is null)
        {
            return new TokenUsage(0, 0);
        }

        var estimate = TokenEstimate.Of(Call, _attempt.TextLength);
        return _attempt.Usage is { } counted
            ? counted with { OutputTokens = Math.Max(counted.OutputTokens, estimate.OutputTokens), Estimated = true }
            : estimate;
    }

    private GatewayReceipt ReceiptOf(Attempt? attempt, TokenUsage usage)
    {
        var deployment = attempt?.State.Deployment;
        return new GatewayReceipt
        {
            CallId = Id,
            Group = Group,
            RequestedGroup = Requested,
            DeploymentId = deployment?.Id ?? "",
            Provider = deployment?.Provider ?? "",
            Model = attempt?.Model ?? deployment?.Model ?? "",
            InputTokens = usage.InputTokens,
            OutputTokens = usage.OutputTokens,
            CachedTokens = usage.CachedTokens,
            CacheWriteTokens = usage.CacheWriteTokens,
            CacheWriteLongTokens = usage.CacheWriteLongTokens,
            ReasoningTokens = usage.ReasoningTokens,
            CostUsd = usage is { InputTokens: 0, OutputTokens: 0 } ? 0 : deployment?.Price?.CostOf(usage),
            PriceSource = deployment?.Price?.Source,
            PriceTier = usage.Tier,
            Estimated = usage.Estimated,
            Local = deployment?.Provider == ProviderCatalog.Local,
            Attempts = Attempts,
            Fallbacks = Fallbacks,
            FirstToken = _firstToken,
            Total = Elapsed,
            QuotedSourceIds = attempt?.QuotedSourceIds ?? [],
            Decision = Decision,
        };
    }
}
