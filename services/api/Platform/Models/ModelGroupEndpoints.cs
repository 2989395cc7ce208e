using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Models;

/// <summary>What an operator wants to know of the models; the routes that use them are in <see cref="ModelEndpoints"/>.</summary>
internal static class ModelGroupEndpoints
{
    public static void MapModelGroups(this RouteGroupBuilder v1) =>
        v1.MapGroup("/model-groups").WithTags("Models")
            .MapGet("", DescribeModelGroups.Handle).WithName("DescribeModelGroups").RequireScope(Scopes.ModelsRead);
}
