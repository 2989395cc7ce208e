using System.Net;
using System.Threading.RateLimiting;
using Agentes.Platform.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Agentes.Host;

/// <summary>The role edge: limits and CORS in front of API nodes. The API checks every credential itself and trusts nothing from here.</summary>
internal static class Edge
{
    private const string Api = "api";
    private const int RequestsPerMinute = 1200;

    /// <summary>A name may stand for several nodes, and nodes come and go.</summary>
    private static readonly TimeSpan LookForNodesEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(3);

    public static WebApplication Build(HostSettings settings)
    {
        var api = settings.ApiAddress
            ?? throw new StartupFailure(StartupFailure.BadConfiguration, "The role Edge needs API_ADDRESS, such as http://api:8080.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddObservability(settings);
        builder.Services.AddProblemDetails();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(List(builder.Configuration["CORS_ORIGINS"])).AllowAnyHeader().AllowAnyMethod().SetPreflightMaxAge(TimeSpan.FromDays(1))
            .WithExposedHeaders(
                "ETag", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-Supabase-Api-Version", "X-Sb-Error-Code")));
        AddLimits(builder.Services, builder.Configuration.GetValue("RateLimits:AtEdge", RequestsPerMinute));
        builder.Services.AddHealthChecks().AddCheck<NodesCheck>(Api, tags: ["ready"]);
        builder.Services.AddReverseProxy()
            .LoadFromMemory([new RouteConfig { RouteId = Api, ClusterId = Api, Match = new RouteMatch { Path = "/{**rest}" } }], [Nodes(List(api))])
            .AddDnsDestinationResolver(options => options.RefreshPeriod = LookForNodesEvery);
        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        app.MapHealth();

        // For the operator of a node, who reaches it without a proxy.
        app.Map("/metrics", () => Results.NotFound());
        app.MapReverseProxy();
        return app;
    }

    private static string[] List(string? words) =>
        (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ClusterConfig Nodes(string[] addresses) => new()
    {
        ClusterId = Api,
        Destinations = addresses.Index()
            .ToDictionary(node => $"{Api}-{node.Index}", node => new DestinationConfig { Address = node.Item }, StringComparer.Ordinal),
        HealthCheck = new HealthCheckConfig
        {
            // When all fail it is tried all the same: a wrong verdict must not close the shop.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Active = new ActiveHealthCheckConfig { Enabled = true, Interval = ProbeEvery, Timeout = ProbeEvery, Path = "/health/ready" },
            Passive = new PassiveHealthCheckConfig { Enabled = true, ReactivationPeriod = ProbeEvery },
        },
    };

    private static void AddLimits(IServiceCollection services, int perMinute) => services.AddRateLimiter(limits =>
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(http =>
            RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress ?? IPAddress.None, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limits.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await Problem.WriteAsync(
                rejected.HttpContext,
                StatusCodes.Status429TooManyRequests,
                "rate_limited",
                "Too many requests; wait as long as Retry-After says.",
                retryable: true);
        };
    });

    private sealed class NodesCheck(IProxyStateLookup proxy) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                proxy.TryGetCluster(Api, out var nodes) && nodes.Destinations.Values.Any(node => node.Health.Active == DestinationHealth.Healthy)
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy());
    }
}
