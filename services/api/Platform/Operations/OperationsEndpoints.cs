using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Operations;

internal static class OperationsEndpoints
{
    public static void MapOperations(this RouteGroupBuilder v1)
    {
        var operations = v1.MapGroup("/operations").WithTags("Operations");
        operations.MapGet("/queue", GetQueue.Handle).WithName("GetQueue").RequireScope(Scopes.OperationsRead);
        operations.MapGet("/dead-letters", ListDeadLetters.Handle).WithName("ListDeadLetters").RequireScope(Scopes.OperationsRead);
        operations.MapPost("/dead-letters/{id:guid}/replay", ReplayDeadLetter.Handle).WithName("ReplayDeadLetter")
            .RequireScope(Scopes.OperationsWrite);
        operations.MapPost("/dashboard-session", OpenDashboard.Handle).WithName("OpenDashboard").RequireScope(Scopes.OperationsWrite);
    }
}
