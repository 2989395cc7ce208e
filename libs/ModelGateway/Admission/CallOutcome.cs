namespace Agentes.ModelGateway.Admission;

/// <summary>How a call ended.</summary>
public enum CallStatus
{
    /// <summary>With a whole reply.</summary>
    Ok,

    /// <summary>Without a reply.</summary>
    Failed,

    /// <summary>The caller went away.</summary>
    Cancelled,

    /// <summary>The reply broke off.</summary>
    Truncated,
}

/// <summary>The end of a call.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Receipt">
/// What it did and cost. A call that was cut short is counted from what was seen of it, and says so by <see cref="GatewayReceipt.Estimated"/>;
/// the deployment is empty when none was tried.
/// </param>
/// <param name="Code">Code of the failure; null without one.</param>
public sealed record CallOutcome(CallStatus Status, GatewayReceipt Receipt, string? Code = null);
