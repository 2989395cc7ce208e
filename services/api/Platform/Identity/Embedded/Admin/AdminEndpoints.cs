using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>What the client's admin half does with users: for the operator's programs, never for browsers.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this RouteGroupBuilder auth)
    {
        var users = auth.MapGroup("/admin/users").WithMetadata(new RequiredServiceKey());
        users.MapGet("", ListUsers.Handle);
        users.MapPost("", CreateUser.Handle);
        users.MapGet("/{id}", FindUser.Handle);
        users.MapPut("/{id}", ChangeUser.Handle);
        users.MapDelete("/{id}", DeleteUser.Handle);
    }
}

/// <summary>The mark of a route that only the service key opens.</summary>
internal sealed record RequiredServiceKey;
