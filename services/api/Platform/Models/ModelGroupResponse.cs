using Agentes.ModelGateway;

namespace Agentes.Platform.Models;

/// <summary>A group.</summary>
/// <param name="Name">What a caller asks for.</param>
/// <param name="Available">One of its deployments can be called now.</param>
/// <param name="Reason">Why not; null when one can.</param>
/// <param name="Fallbacks">Groups that take over, in their order.</param>
/// <param name="ContextWindowFallbacks">Groups that take over a prompt which does not fit.</param>
/// <param name="ContentPolicyFallbacks">Groups that take over what a content policy refused.</param>
/// <param name="Deployments">Never empty.</param>
public sealed record ModelGroupResponse(
    string Name,
    bool Available,
    string? Reason,
    IReadOnlyList<string> Fallbacks,
    IReadOnlyList<string> ContextWindowFallbacks,
    IReadOnlyList<string> ContentPolicyFallbacks,
    IReadOnlyList<ModelDeploymentResponse> Deployments)
{
    internal static ModelGroupResponse From(ModelGroupStatus group) => new(
        group.Name,
        group.Available,
        group.Reason,
        group.Fallbacks,
        group.ContextWindowFallbacks,
        group.ContentPolicyFallbacks,
        [.. group.Deployments.Select(ModelDeploymentResponse.From)]);
}
