using System.Threading.RateLimiting;
using Yarp.ReverseProxy.Configuration;

namespace Agentes.Host;

/// <summary>The role edge: limits and CORS in front of API nodes. The API checks every credential itself and trusts nothing from here.</summary>
internal static class Edge
{
    private const int RequestsPerMinute = 1200;

    public static WebApplication Build(HostSettings settings)
    {
        var api = settings.ApiAddress
            ?? throw new StartupFailure(StartupFailure.BadConfiguration, "The role Edge needs API_ADDRESS, such as http://api:8080.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{settings.Address}:{settings.Port}");
        var origins = (builder.Configuration["CORS_ORIGINS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("ETag", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")));
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "", _ => Bucket()));
        });
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "api", ClusterId = "api", Match = new RouteMatch { Path = "/{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "api",
                    Destinations = api.Split(',').Select((address, i) => (Key: $"api-{i}", address))
                        .ToDictionary(d => d.Key, d => new DestinationConfig { Address = d.address }, StringComparer.Ordinal),
                },
            ]);
        var app = builder.Build();
        app.UseRateLimiter();
        app.UseCors();
        app.MapReverseProxy();
        return app;
    }

    private static TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = RequestsPerMinute,
        TokensPerPeriod = RequestsPerMinute / 60,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
