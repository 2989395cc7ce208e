using Agentes.Host.Embedded;
using Agentes.Platform;
using Agentes.Platform.Http;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Models.Ledger;
using Scalar.AspNetCore;

namespace Agentes.Host;

/// <summary>Puts services and pipeline together for the roles of this process.</summary>
internal static class Application
{
    public static WebApplication Build(HostSettings settings, EmbeddedServices embedded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_048_576;
        });
        builder.AddObservability(settings);
        builder.Services.AddPlatform(Options(settings, embedded, builder.Configuration));
        builder.Services.AddHealth(settings.Roles);

        // Whatever fails behind the requests is logged; it never ends the answering of customers.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.UseConversations(settings, embedded);
        var app = builder.Build();
        app.UseTrustedProxies();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (settings.Roles.HasFlag(Roles.Api))
        {
            MapApi(app, settings);
        }

        app.MapHealth();
        app.MapPrometheusScrapingEndpoint().AllowAnonymous();
        app.Lifetime.ApplicationStarted.Register(() =>
            Banner.Print(settings, embedded, app.Services.GetRequiredService<ModelGateway.ModelGatewayClient>()));
        return app;
    }

    private static void MapApi(WebApplication app, HostSettings settings)
    {
        app.UseWebSite(settings.WebFolder, app.Configuration["SUPABASE_URL"]);
        app.UseRouting();
        app.UsePlatformConventions();
        app.MapPlatform();
        app.MapScalarApiReference("/docs", page => page.WithTitle("Agentes de Conversão").WithOpenApiRoutePattern("/openapi/v1.json").DisableDefaultFonts())
            .AllowAnonymous();
    }

    private static PlatformOptions Options(HostSettings settings, EmbeddedServices embedded, ConfigurationManager configuration) => new()
    {
        Database = embedded.Database,
        Redis = embedded.Redis,
        Pepper = embedded.Secrets.Pepper,
        SigningKey = embedded.Secrets.SigningKey,
        SupabaseUrl = configuration["SUPABASE_URL"] is { Length: > 0 } url ? url.TrimEnd('/') : null,
        SupabaseJwtSecret = configuration["SUPABASE_JWT_SECRET"] is { Length: > 0 } secret ? secret : null,
        SupabaseAnonKey = configuration["SUPABASE_ANON_KEY"] is { Length: > 0 } key ? key : "sb_publishable_embedded",
        ServiceKey = embedded.Secrets.ServiceKey,
        PublicUrl = configuration["PUBLIC_URL"] is { Length: > 0 } given ? given.TrimEnd('/') : $"http://localhost:{settings.Port}",
        ModelsFile = settings.ModelsFile,
        Demo = settings.Demo && embedded.Secrets.DemoPassword is { } password ? new DemoLogin(DemoAccount.Email, password) : null,
        DataFolder = settings.DataFolder,
        Auth = configuration.GetSection("Auth").Get<EmbeddedAuthOptions>() ?? new EmbeddedAuthOptions(),
        RateLimits = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions(),
        Ledger = (configuration.GetSection("Ledger").Get<LedgerOptions>() ?? new LedgerOptions()) with { IsShared = settings.IsApart },
        Conversations = configuration.GetSection("Conversations").Get<ConversationOptions>() ?? new ConversationOptions(),
    };
}
