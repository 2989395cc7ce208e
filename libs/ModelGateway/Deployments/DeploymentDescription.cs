using Agentes.ModelGateway.Deployments.Load;
using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway.Deployments;

/// <summary>A deployment as an operator sees it.</summary>
internal static class DeploymentDescription
{
    public static ModelDeploymentStatus Of(DeploymentState state, long now)
    {
        var (deployment, health, load) = (state.Deployment, state.Health, state.Load);
        var reason = deployment.UnavailableReason ?? (health.CoolingFor is { } failure ? $"cooling down: {failure.Reason}" : null);
        var ((calls, failures), (requests, tokens)) = (load.Minutes.Recent(now), load.Minutes.Used(now));
        return new ModelDeploymentStatus(deployment.Id, deployment.Provider, deployment.Model, reason is null, reason, deployment.Price)
        {
            Lifecycle = deployment.Lifecycle ?? ModelLifecycle.Active(deployment.Model),
            Condition = !state.Usable ? DeploymentCondition.Unavailable
                : state.Cooling ? DeploymentCondition.Cooling
                : health.HalfOpen ? DeploymentCondition.HalfOpen
                : DeploymentCondition.Healthy,
            CoolingUntil = state.Cooling ? health.CoolingUntil : null,
            InFlight = load.InFlight,
            RecentCalls = calls,
            RecentFailures = failures,
            FirstPiece = Measured(load.FirstPiece),
            PerToken = Measured(load.PerToken),
            MinuteRequests = requests,
            MinuteTokens = tokens,
            RequestLimit = deployment.RequestsPerMinute,
            TokenLimit = deployment.TokensPerMinute,
            ParallelLimit = deployment.ParallelRequests,
            Weight = deployment.Weight,
            Order = deployment.Order,
        };
    }

    private static TimeSpan? Measured(PeakAverage average) => average.IsKnown ? TimeSpan.FromSeconds(average.Seconds) : null;
}
