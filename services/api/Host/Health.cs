using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using StackExchange.Redis;

namespace Agentes.Host;

/// <summary>/health/live: this process answers. /health/ready: it can do its job, because what it needs answers too.</summary>
internal static class Health
{
    public static void AddHealth(this IServiceCollection services, Roles roles)
    {
        var checks = services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: ["ready"])
            .AddCheck<RedisCheck>("redis", HealthStatus.Degraded, tags: ["ready"])
            .AddCheck<ModelsInEffect>("models", HealthStatus.Degraded, tags: ["ready"]);
        if (roles == Roles.Api)
        {
            checks.AddCheck<WorkersInReach>("workers", tags: ["ready"]);
        }
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync })
            .AllowAnonymous().DisableRateLimiting();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString().ToLowerInvariant(),
        checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString().ToLowerInvariant(), StringComparer.Ordinal),
    });

    private sealed class DatabaseCheck(AcrossOrganizations across) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var command = across.Database.CreateCommand("SELECT 1");
                await command.ExecuteNonQueryAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException away)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, exception: away);
            }
        }
    }

    /// <summary>Without Redis everything still works, with more misses and slower lists: degraded, not down.</summary>
    private sealed class RedisCheck(IConnectionMultiplexer redis) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(redis.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
    }
}
