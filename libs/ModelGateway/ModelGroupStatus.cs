using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway;

/// <summary>A group as it is now.</summary>
/// <param name="Name">Name for <c>ChatOptions.ModelId</c>.</param>
/// <param name="Available">True when at least one deployment can be called. A call to an unavailable group goes to its fallbacks.</param>
/// <param name="Reason">Why not, for an operator; names environment variables, never their values.</param>
/// <param name="Deployments">Each deployment with its own reason.</param>
public sealed record ModelGroupStatus(string Name, bool Available, string? Reason, IReadOnlyList<ModelDeploymentStatus> Deployments)
{
    /// <summary>The first of its deployments' lives that an operator has to do something about; else that of the first.</summary>
    public ModelLifecycle Lifecycle => (Deployments.FirstOrDefault(d => d.Lifecycle.Status != LifecycleStatus.Active) ?? Deployments[0]).Lifecycle;

    /// <summary>Groups that take over, in their order.</summary>
    public IReadOnlyList<string> Fallbacks { get; init; } = [];

    /// <summary>Groups that take over a prompt which does not fit.</summary>
    public IReadOnlyList<string> ContextWindowFallbacks { get; init; } = [];

    /// <summary>Groups that take over what a content policy refused.</summary>
    public IReadOnlyList<string> ContentPolicyFallbacks { get; init; } = [];
}

/// <summary>A deployment as it is now.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Provider">Provider prefix.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Available">True when it can be called now.</param>
/// <param name="Reason">Why not: a key that is not set, or a cooldown.</param>
/// <param name="Price">Null when unknown.</param>
public sealed record ModelDeploymentStatus(string Id, string Provider, string Model, bool Available, string? Reason, ModelPrice? Price)
{
    /// <summary>Whether the model lives, and what to use instead.</summary>
    public ModelLifecycle Lifecycle { get; init; } = ModelLifecycle.Active(Model);

    /// <summary>How it stands.</summary>
    public DeploymentCondition Condition { get; init; }

    /// <summary>End of its cooldown; null where it has none.</summary>
    public DateTimeOffset? CoolingUntil { get; init; }

    /// <summary>Calls under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Calls that began in about the last five minutes.</summary>
    public long RecentCalls { get; init; }

    /// <summary>Failures in about the last five minutes.</summary>
    public long RecentFailures { get; init; }

    /// <summary>Peak average of the time to the first piece of a stream; null before the first one.</summary>
    public TimeSpan? FirstPiece { get; init; }

    /// <summary>Peak average of the time per token of whole replies; null before the first one.</summary>
    public TimeSpan? PerToken { get; init; }

    /// <summary>Calls of the last minute, those of the minute before counted by the part that is still in it.</summary>
    public double MinuteRequests { get; init; }

    /// <summary>Tokens of the last minute, in the same way.</summary>
    public double MinuteTokens { get; init; }

    /// <summary>Limit of <see cref="MinuteRequests"/>; null for none.</summary>
    public double? RequestLimit { get; init; }

    /// <summary>Limit of <see cref="MinuteTokens"/>; null for none.</summary>
    public double? TokenLimit { get; init; }

    /// <summary>Limit of <see cref="InFlight"/>; null for none.</summary>
    public int? ParallelLimit { get; init; }

    /// <summary>Its share relative to its siblings.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Its order level.</summary>
    public int Order { get; init; }
}

/// <summary>How a deployment stands.</summary>
public enum DeploymentCondition
{
    /// <summary>It takes calls.</summary>
    Healthy,

    /// <summary>Left alone for a while after failures.</summary>
    Cooling,

    /// <summary>Its cooldown is over; the next call shows whether it works again.</summary>
    HalfOpen,

    /// <summary>It cannot be called at all, as without a key.</summary>
    Unavailable,
}
