using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
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
        v1.MapAgents();
        v1.MapConversations();
        v1.MapContacts();
    }
}
