using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Conversions;
using Agentes.Platform.Demo;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Models;
using Agentes.Platform.Models.Limits;
using Agentes.Platform.Models.Usage;
using Agentes.Platform.OpenApi;
using Agentes.Platform.Organizations;
using Agentes.Platform.Products;
using Agentes.Platform.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform;

/// <summary>The map of the product: one line per feature, all under /api/v1 but sign-in and the gateway, whose clients expect other roots.</summary>
public static class PlatformApi
{
    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        routes.MapApiDocument();
        routes.MapIdentity();
        routes.MapModels();
        var v1 = routes.MapGroup("/api/v1").CheckCursors();
        v1.MapOrganizations();
        v1.MapAgents();
        v1.MapConversations();
        v1.MapOperations();
        v1.MapDemo();
        v1.MapContacts();
        v1.MapProducts();
        v1.MapKnowledge();
        v1.MapConversions();
        v1.MapModelGroups();
        v1.MapModelLimits();
        v1.MapModelUsage();
    }
}
