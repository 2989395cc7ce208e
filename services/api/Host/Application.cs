using Agentes.Host.Embedded;
using Agentes.Platform;
using Agentes.Platform.Data;
using Agentes.Platform.Identity;

namespace Agentes.Host;

/// <summary>Puts services and pipeline together for the roles of this process.</summary>
internal static class Application
{
    public static WebApplication Build(HostSettings settings, EmbeddedServices embedded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{settings.Address}:{settings.Port}");
        builder.Services.AddPlatform(new PlatformOptions
        {
            Database = embedded.Database,
            Redis = embedded.Redis,
            Pepper = embedded.Secrets.Pepper,
            SigningKey = embedded.Secrets.SigningKey,
            PublicUrl = $"http://localhost:{settings.Port}",
            ModelsFile = settings.ModelsFile,
            Demo = settings.Demo ? new DemoLogin("demo@loja-aurora.example", embedded.Secrets.DemoPassword) : null,
        });
        var app = builder.Build();
        app.UsePlatformAuthentication();
        app.MapPlatform();
        return app;
    }
}
