using Agentes.Platform.Data;
using Agentes.Platform.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform;

/// <summary>What has to be true before the first request: the tables are there, and the demo shop once.</summary>
public static class PlatformSetup
{
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        var schema = services.GetRequiredService<DatabaseSchema>();
        await schema.ApplyAsync(ct);

        // Beside the rest of the start, which does not need it.
        _ = Task.Run(schema.LoadModel, ct);
        await services.GetRequiredService<DemoOrganization>().CreateOnceAsync(ct);
    }
}
