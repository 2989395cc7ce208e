using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Demo;

internal static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoOrganization>();

    public static IServiceCollection AddDemoCustomers(this IServiceCollection services) => services.AddHostedService<DemoCustomers>();

    public static void MapDemo(this RouteGroupBuilder v1) =>
        v1.MapDelete("/demo-data", RemoveDemoData.Handle).WithName("RemoveDemoData").WithTags("Organizations").RequireScope(Scopes.OrganizationWrite);
}
