using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway;

/// <summary>A call failed for good. The message holds no prompt, reply or credential and may be logged.</summary>
public sealed class ModelGatewayException : Exception
{
    internal ModelGatewayException(string group, string? deploymentId, ModelFailure failure, bool textEmitted, int attempts)
        : base(Describe(group, deploymentId, failure, textEmitted, attempts), failure.Exception)
    {
        Group = group;
        DeploymentId = deploymentId;
        Code = failure.Code;
        Class = failure.Class;
        UpstreamStatus = failure.Status;
        UpstreamMessage = failure.UpstreamMessage;
        RetryAfter = failure.RetryAfter;
        Limits = failure.Limits;
        TextEmitted = textEmitted;
        Attempts = attempts;
    }

    /// <summary>Stable snake_case code, for example <c>upstream_timeout</c>; the list is <see cref="FailureClass"/>.</summary>
    public string Code { get; }

    /// <summary>What kind of failure it was.</summary>
    public FailureClass Class { get; }

    /// <summary>The group whose failure this is: the first one tried.</summary>
    public string Group { get; }

    /// <summary>The deployment that failed; null when none could be tried.</summary>
    public string? DeploymentId { get; }

    /// <summary>HTTP status of the provider, where there was one.</summary>
    public int? UpstreamStatus { get; }

    /// <summary>The provider's own text, at most 500 characters. It may quote the prompt: show it to operators, never log it.</summary>
    public string? UpstreamMessage { get; }

    /// <summary>When trying again may help, where the provider said so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The caller's own limits, where they are what the call failed on.</summary>
    public RateLimitStatus? Limits { get; }

    /// <summary>True when part of the reply was already delivered, so that no other model may take over.</summary>
    public bool TextEmitted { get; }

    /// <summary>Calls made upstream.</summary>
    public int Attempts { get; }

    /// <summary>The call's own id, under which the ledger has it where it was let in.</summary>
    public Guid CallId { get; init; }

    /// <summary>What was tried and what was not, and why.</summary>
    public required CallDecision Decision { get; init; }

    private static string Describe(string group, string? deployment, ModelFailure failure, bool textEmitted, int attempts) =>
        $"Model group '{group}' failed: {failure.Reason} [{failure.Code}"
        + (failure.Status is { } status ? $", HTTP {status}" : "")
        + (deployment is null ? "" : $", deployment {deployment}")
        + $", attempts {attempts}{(textEmitted ? ", after part of the reply was sent" : "")}]";
}
