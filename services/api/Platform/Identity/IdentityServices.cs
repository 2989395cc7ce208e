using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Identity;

public static class IdentityServices
{
    /// <summary>Keys answer in a moment and are small; whatever else comes from there is not read.</summary>
    private const int LargestKeySet = 256 * 1024;

    internal static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddScoped<Caller>();
        services.AddSingleton<CredentialHash>();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<SupabaseKeys>();
        services.AddHttpClient(SupabaseKeys.Client, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = LargestKeySet;
        });
        services.AddSingleton<AccessTokenReader>();
        services.AddMemory<ApiKeyDirectory>();
        services.AddMemory<SessionDirectory>();
        services.AddMemory<MemberDirectory>();
        services.AddSingleton<IdentityChanges>();
        services.AddHostedService(provider => provider.GetRequiredService<IdentityChanges>());
        services.AddSingleton<ApiKeyUse>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUse>());
        services.AddSingleton<ApiKeyAuthentication>();
        services.AddSingleton<MemberAuthentication>();
        services.AddSingleton(provider => new OrganizationProvisioning(
            provider.GetRequiredService<AcrossOrganizations>(),
            provider.GetRequiredService<CredentialHash>(),
            provider.GetRequiredService<IdentityChanges>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddEmbeddedAuth();
    }

    /// <summary>Lets nobody unknown into /api/v1. It stands after routing and before everything that asks who is calling.</summary>
    public static void UsePlatformAuthentication(this WebApplication app)
    {
        if (app.Services.GetRequiredService<PlatformOptions>().SupabaseUrl is null)
        {
            app.UseMiddleware<AuthPipeline>();
        }

        app.UseMiddleware<PlatformAuthentication>();
    }

    /// <summary>Everything that serves people before they are members: signing in, and what a browser must know to do so.</summary>
    internal static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapBrowserSettings();
        if (routes.ServiceProvider.GetRequiredService<PlatformOptions>().SupabaseUrl is null)
        {
            routes.MapEmbeddedAuth();
        }
    }

    private static void AddMemory<T>(this IServiceCollection services)
        where T : class, IEvictable
    {
        services.AddSingleton<T>();
        services.AddSingleton<IEvictable>(provider => provider.GetRequiredService<T>());
    }
}
