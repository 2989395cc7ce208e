using System.Net;
using Agentes.Host.Embedded;
using Agentes.Platform;
using Agentes.Platform.Caching;
using Orleans.Configuration;

namespace Agentes.Host;

/// <summary>Where conversations live: in this process when it is everything, in the cluster's worker processes when roles run apart.</summary>
internal static class Silo
{
    /// <summary>An idle conversation leaves memory after this; the next message loads it again in one read.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(3);

    public static void UseConversations(this WebApplicationBuilder builder, HostSettings settings, EmbeddedServices embedded)
    {
        if (settings.Roles.HasFlag(Roles.Worker))
        {
            builder.Host.UseOrleans(silo =>
            {
                Cluster(silo, settings, embedded);
                silo.Configure<GrainCollectionOptions>(options =>
                {
                    options.CollectionAge = IdleAfter;
                    options.CollectionQuantum = TimeSpan.FromSeconds(30);
                });
                if (Observability.TracesAreOn(builder.Configuration))
                {
                    silo.AddActivityPropagation();
                }
            });
            builder.Services.AddPlatformWorkers();
        }
        else
        {
            builder.Host.UseOrleansClient(client =>
            {
                client.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings.Read(embedded.Redis));
                client.Configure<ClusterOptions>(Name);
                if (Observability.TracesAreOn(builder.Configuration))
                {
                    client.AddActivityPropagation();
                }
            });
        }
    }

    private static void Cluster(ISiloBuilder silo, HostSettings settings, EmbeddedServices embedded)
    {
        silo.Configure<ClusterOptions>(Name);
        if (settings.Roles == Roles.All)
        {
            // Alone, whichever Redis it uses: membership in memory, so that a Redis that forgets everything takes no conversation down,
            // on ports of the loopback that nobody else has, so that two installations run side by side.
            var (siloPort, gatewayPort) = (FreePort.Any(), FreePort.Any());
            silo.UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), "agentes", "agentes");
            return;
        }

        silo.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings.Read(embedded.Redis));
        silo.ConfigureEndpoints(Dns.GetHostName(), FreePort.Any(), FreePort.Any(), listenOnAnyHostAddress: true);
    }

    private static void Name(ClusterOptions options)
    {
        options.ClusterId = "agentes";
        options.ServiceId = "agentes";
    }
}
