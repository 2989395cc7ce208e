using Agentes.ModelGateway;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Models;

/// <summary>Every group with its deployments as they are in this process at this moment. No key, no address.</summary>
public static class DescribeModelGroups
{
    /// <param name="Strategy">How one of a group's deployments is chosen.</param>
    /// <param name="ConfigurationProblem">Why the file as it is now is not in effect; null when it is.</param>
    /// <param name="Groups">In the order of the file, then the aliases.</param>
    public sealed record Response(string Strategy, string? ConfigurationProblem, IReadOnlyList<ModelGroupResponse> Groups);

    public static Ok<Response> Handle(ModelGatewayClient gateway) => TypedResults.Ok(
        new Response(gateway.Strategy, gateway.ConfigurationProblem, [.. gateway.Groups.Select(ModelGroupResponse.From)]));
}
