using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Models.Usage;

internal static class ModelUsageEndpoints
{
    public static void MapModelUsage(this RouteGroupBuilder v1)
    {
        v1.MapGet("/model-usage", GetModelUsage.Handle).WithName("GetModelUsage").WithTags("Models").RequireScope(Scopes.ModelsRead);
        var calls = v1.MapGroup("/model-calls").WithTags("Models");
        calls.MapGet("/", ListModelCalls.Handle).WithName("ListModelCalls").RequireScope(Scopes.ModelsRead);
        calls.MapGet("/{id:guid}", GetModelCall.Handle).WithName("GetModelCall").RequireScope(Scopes.ModelsRead);
    }
}
