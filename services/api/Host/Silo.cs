using System.Net;
using System.Net.Sockets;
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

    /// <summary>How often API nodes look for new workers.</summary>
    private static readonly TimeSpan LookForWorkersEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A worker that says nothing for three of these is taken for dead, also when all of them died at once: the next one does not wait
    /// for the entries of the dead.
    /// </summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static void UseConversations(this WebApplicationBuilder builder, HostSettings settings, EmbeddedServices embedded)
    {
        var traces = Observability.TracesAreOn(builder.Configuration);
        if (!settings.Roles.HasFlag(Roles.Worker))
        {
            builder.Host.UseOrleansClient(client => Connect(client, embedded, traces));
            return;
        }

        builder.Host.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(Name);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = IdleAfter;
                options.CollectionQuantum = TimeSpan.FromSeconds(30);
            });
            if (settings.IsApart)
            {
                Join(silo, settings, embedded);
            }
            else
            {
                StandAlone(silo);
            }

            if (traces)
            {
                silo.AddActivityPropagation();
            }
        });
        builder.Services.AddPlatformWorkers();
    }

    /// <summary>
    /// Alone, whichever Redis it uses: membership in memory, so that a Redis that forgets everything takes no conversation down, on ports
    /// of the loopback that nobody else has, so that two installations run side by side.
    /// </summary>
    private static void StandAlone(ISiloBuilder silo)
    {
        var (siloPort, gatewayPort) = (FreePort.Any(), FreePort.Any());
        silo.UseLocalhostClustering(siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), "agentes", "agentes");
    }

    private static void Join(ISiloBuilder silo, HostSettings settings, EmbeddedServices embedded)
    {
        silo.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings.Read(embedded.Redis));
        silo.Configure<ClusterMembershipOptions>(options => options.IAmAliveTablePublishTimeout = Heartbeat);
        silo.ConfigureEndpoints(OwnAddress(settings), FreePort.Any(), FreePort.Any());
    }

    /// <summary>Who listens on the loopback only is talked to there; else other nodes need an address that they can reach.</summary>
    private static IPAddress OwnAddress(HostSettings settings)
    {
        if (settings.SiloAddress is null && IPAddress.IsLoopback(settings.Address))
        {
            return settings.Address;
        }

        var name = settings.SiloAddress ?? Dns.GetHostName();
        try
        {
            var addresses = Dns.GetHostAddresses(name).Where(address => !address.IsIPv6LinkLocal).ToList();
            return addresses.Find(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentOutOfRangeException)
        {
            throw new StartupFailure(
                StartupFailure.BadConfiguration, $"'{name}' has no address; set SILO_ADDRESS to where other nodes reach this one.", unknown);
        }
    }

    private static void Connect(IClientBuilder client, EmbeddedServices embedded, bool traces)
    {
        client.Configure<ClusterOptions>(Name);
        client.UseRedisClustering(redis => redis.ConfigurationOptions = RedisSettings.Read(embedded.Redis));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = LookForWorkersEvery);
        client.Services.AddSingleton<WorkersInReach>();
        client.UseConnectionRetryFilter<WorkersInReach>();
        client.AddGatewayCountChangedHandler(provider => provider.GetRequiredService<WorkersInReach>().Count);
        if (traces)
        {
            client.AddActivityPropagation();
        }
    }

    private static void Name(ClusterOptions options)
    {
        options.ClusterId = "agentes";
        options.ServiceId = "agentes";
    }
}
