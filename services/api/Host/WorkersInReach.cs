using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Agentes.Host;

/// <summary>What an API node knows of the workers: it waits for the first one, and says in its health when none is left.</summary>
internal sealed partial class WorkersInReach(TimeProvider clock, ILogger<WorkersInReach> log) : IClientConnectionRetryFilter, IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _waiting;
    private volatile int _count;

    /// <summary>Workers may come up after us: it is tried until the start is given up.</summary>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_waiting)
        {
            _waiting = true;
            Waiting(exception.Message);
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    public void Count(object? sender, GatewayCountChangedEventArgs change) => _count = change.NumberOfConnectedGateways;

    /// <summary>Without workers messages are still taken, and answered as soon as one is back: degraded, not down.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for a worker: {Reason}")]
    private partial void Waiting(string reason);
}
