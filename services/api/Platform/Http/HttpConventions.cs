using Agentes.Platform.Identity;
using Agentes.Platform.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Http;

/// <summary>What every request under /api/v1 passes on its way to its handler, in this order.</summary>
public static class HttpConventions
{
    internal static IServiceCollection AddHttpConventions(this IServiceCollection services)
    {
        services.AddSingleton<RateLimits>();
        services.AddSingleton<IdempotencyStore>();
        return services.AddProblems().AddApiDocument();
    }

    /// <summary>
    /// Limits the unknown, finds out who calls, limits the known, and answers repeated requests. It stands after routing.
    /// </summary>
    public static void UsePlatformConventions(this WebApplication app)
    {
        app.UseMiddleware<AddressLimit>();
        app.UsePlatformAuthentication();
        app.UseMiddleware<CredentialLimit>();
        app.UseMiddleware<ScopeGuard>();
        app.UseMiddleware<QueryGuard>();
        app.UseMiddleware<Idempotency>();
    }
}
