using Agentes.Platform.Tenancy;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Operations;

/// <summary>Hangfire on the product's own PostgreSQL: what may wait, with retries, schedules and a page to look at.</summary>
internal static class JobServices
{
    public const string Embeddings = "embeddings";
    public const string Jarvis = "jarvis";
    public const string Knowledge = "knowledge";
    public const string Maintenance = "maintenance";

    private const int Retries = 3;

    private static readonly int[] RetryDelaysSeconds = [60, 60, 60];

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddHangfire((provider, hangfire) => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new AutomaticRetryAttribute { Attempts = Retries, DelaysInSeconds = RetryDelaysSeconds })
            .UsePostgreSqlStorage(
                storage => storage.UseConnectionFactory(new OwnerConnections(provider.GetRequiredService<AcrossOrganizations>())),
                new PostgreSqlStorageOptions
                {
                    SchemaName = "hangfire",
                    QueuePollInterval = TimeSpan.FromSeconds(5),
                    PrepareSchemaIfNecessary = true,
                }));
        return services;
    }

    public static IServiceCollection AddJobServer(this IServiceCollection services)
    {
        services.AddHangfireServer(server =>
        {
            server.Queues = [Maintenance, Knowledge, Embeddings, Jarvis];
            server.WorkerCount = Math.Max(2, Environment.ProcessorCount);
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddScoped<PurgeDeletedRows>();
        services.AddScoped<PurgeModelCalls>();
        services.AddScoped<ReconcileStuckWork>();
        services.AddHostedService<RecurringJobs>();
        return services;
    }

    private sealed class OwnerConnections(AcrossOrganizations across) : IConnectionFactory
    {
        public Npgsql.NpgsqlConnection GetOrCreateConnection() => across.Database.CreateConnection();
    }
}
