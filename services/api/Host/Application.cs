using Agentes.Host.Embedded;
using Agentes.Platform;
using Agentes.Platform.Identity;

namespace Agentes.Host;

/// <summary>Puts services and pipeline together for the roles of this process.</summary>
internal static class Application
{
    public static WebApplication Build(HostSettings settings, EmbeddedServices embedded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{settings.Address}:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_048_576;
        });
        builder.AddObservability(settings);
        builder.Services.AddPlatform(Options(settings, embedded, builder.Configuration));
        builder.Services.AddHealth();
        builder.UseConversations(settings, embedded);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebSite(settings.WebFolder, builder.Configuration["SUPABASE_URL"]);
        app.UseRouting();
        app.UsePlatformAuthentication();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint().AllowAnonymous();
        app.MapPlatform();
        return app;
    }

    private static PlatformOptions Options(HostSettings settings, EmbeddedServices embedded, IConfiguration configuration) => new()
    {
        Database = embedded.Database,
        Redis = embedded.Redis,
        Pepper = embedded.Secrets.Pepper,
        SigningKey = embedded.Secrets.SigningKey,
        SupabaseUrl = configuration["SUPABASE_URL"] is { Length: > 0 } url ? url.TrimEnd('/') : null,
        SupabaseJwtSecret = configuration["SUPABASE_JWT_SECRET"] is { Length: > 0 } secret ? secret : null,
        PublicUrl = configuration["PUBLIC_URL"] is { Length: > 0 } given ? given.TrimEnd('/') : $"http://localhost:{settings.Port}",
        ModelsFile = settings.ModelsFile,
        Demo = settings.Demo ? new DemoLogin("demo@loja-aurora.example", embedded.Secrets.DemoPassword) : null,
        DataFolder = settings.DataFolder,
        RateLimits = configuration.GetSection("RateLimits").Get<RateLimitOptions>() ?? new RateLimitOptions(),
        Conversations = configuration.GetSection("Conversations").Get<ConversationOptions>() ?? new ConversationOptions(),
    };
}
