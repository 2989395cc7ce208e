using Agentes.ModelGateway;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Agentes.Host;

/// <summary>Whether the models file is in effect as it is now. When it is refused the one before it works on: degraded, not down.</summary>
internal sealed class ModelsInEffect(ModelGatewayClient gateway) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gateway.ConfigurationProblem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
