using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Configuration;
using Agentes.ModelGateway.Lifecycle;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agentes.ModelGateway;

/// <summary>Registers the gateway.</summary>
public static class ModelGatewayServices
{
    /// <summary>Name of the HTTP client, for whoever wants to add a handler to it.</summary>
    public const string HttpClientName = "Agentes.ModelGateway";

    // Pooled connections are replaced so that a change of DNS is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // What is left of a finished stream arrives at once and keeps the connection; an abandoned one must end the call upstream.
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(25);

    /// <summary>Adds <see cref="ModelGatewayClient"/> over these options.</summary>
    public static IServiceCollection AddModelGateway(this IServiceCollection services, ModelGatewayOptions options) =>
        services.AddModelGateway(_ => options);

    /// <summary>As the other overloads, over a file that is read when the gateway is first asked for, and again when it changes.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="path">Path of a YAML file.</param>
    /// <param name="environment">Value of an environment variable by name; null reads the process environment.</param>
    public static IServiceCollection AddModelGateway(
        this IServiceCollection services, string path, Func<string, string?>? environment = null)
    {
        var source = new ConfigurationSource(Path.GetFullPath(path), environment);
        services.AddSingleton(provider => new ConfigurationWatch(
            source,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<ModelGatewayClient>>() ?? NullLogger<ModelGatewayClient>.Instance));
        return services.AddModelGateway(_ => source.Load());
    }

    /// <summary>As the other overload, with options made when the gateway is first asked for.</summary>
    public static IServiceCollection AddModelGateway(
        this IServiceCollection services, Func<IServiceProvider, ModelGatewayOptions> options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => options(provider));
        services.AddHttpClient(HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.GetRequiredService<ModelGatewayOptions>().Timeouts.Connect,
                PooledConnectionLifetime = ConnectionLifetime,
                ResponseDrainTimeout = DrainTime,
                UseCookies = false,

                // The spans of the gateway tell of the call; ids of our traces are none of a provider's business.
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                AutomaticDecompression = System.Net.DecompressionMethods.None,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(Create);
        return services;
    }

    private static IReplyStore? Store(IServiceProvider provider, ModelGatewayOptions options)
    {
        var store = provider.GetService<IReplyStore>();
        return store is not null || options.Caching is not { Shared: true } ? store : throw new InvalidOperationException(
            $"The models' cache is of type redis, but this program has no {nameof(IReplyStore)}. Register one, or write type: local.");
    }

    private static ModelGatewayClient Create(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpClientName);
        var options = provider.GetRequiredService<ModelGatewayOptions>();
        var logger = provider.GetService<ILogger<ModelGatewayClient>>() ?? NullLogger<ModelGatewayClient>.Instance;
        LifecycleWarnings.Tell(options, logger);
        var client = new ModelGatewayClient(
            options,
            new ProviderSet(new HttpMessageInvoker(handler, disposeHandler: false), time),
            time,
            provider.GetService<Random>() ?? Random.Shared,
            logger,
            provider.GetService<ICallAdmission>(),
            Store(provider, options));
        LiteLLMGauges.Watch(client);
        provider.GetService<ConfigurationWatch>()?.Start(client, options);
        return client;
    }
}
