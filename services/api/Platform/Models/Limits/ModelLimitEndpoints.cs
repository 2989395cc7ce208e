using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Models.Limits;

internal static class ModelLimitEndpoints
{
    public static void MapModelLimits(this RouteGroupBuilder v1)
    {
        var limits = v1.MapGroup("/model-limits").WithTags("Models");
        limits.MapGet("/", ListModelLimits.Handle).WithName("ListModelLimits").RequireScope(Scopes.ModelsRead);
        limits.MapPost("/", CreateModelLimit.Handle).WithName("CreateModelLimit").RequireScope(Scopes.ModelsWrite);
        limits.MapGet("/{id:guid}", GetModelLimit.Handle).WithName("GetModelLimit").RequireScope(Scopes.ModelsRead);
        limits.MapPatch("/{id:guid}", UpdateModelLimit.Handle).WithName("UpdateModelLimit").RequireScope(Scopes.ModelsWrite);
        limits.MapDelete("/{id:guid}", DeleteModelLimit.Handle).WithName("DeleteModelLimit").RequireScope(Scopes.ModelsWrite);
        limits.MapPost("/{id:guid}/restore", RestoreModelLimit.Handle).WithName("RestoreModelLimit").RequireScope(Scopes.ModelsWrite);
    }
}
