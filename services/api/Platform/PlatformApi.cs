using Agentes.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform;

/// <summary>The map of the product: one line per feature, all under /api/v1.</summary>
public static class PlatformApi
{
    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/api/v1").AddEndpointFilter<PageFilter>();
        _ = v1;
    }
}
