using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
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
        return services;
    }

    /// <summary>Lets nobody unknown into /api/v1. It stands after routing and before everything that asks who is calling.</summary>
    public static void UsePlatformAuthentication(this WebApplication app) => app.UseMiddleware<PlatformAuthentication>();

    private static void AddMemory<T>(this IServiceCollection services)
        where T : class, IEvictable
    {
        services.AddSingleton<T>();
        services.AddSingleton<IEvictable>(provider => provider.GetRequiredService<T>());
    }
}
