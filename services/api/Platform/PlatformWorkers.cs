using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Demo;
using Agentes.Platform.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform;

/// <summary>What only worker processes run: sweeps and background jobs.</summary>
public static class PlatformWorkers
{
    public static IServiceCollection AddPlatformWorkers(this IServiceCollection services)
    {
        services.AddSingleton<RecoveryLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<RecoveryLoop>());
        services.AddJobServer();
        services.AddDemoCustomers();
        return services;
    }
}
