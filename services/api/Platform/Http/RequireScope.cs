using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>Says in the route table what a route needs. A test fails on a route that says nothing.</summary>
public static class ScopeConventions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredScope(scope));
}

/// <summary>The scope of a route, as metadata for its guard, tests and the OpenAPI document.</summary>
public sealed record RequiredScope(string Scope);

/// <summary>Lets a caller through to the routes that his credential is for. It stands after authentication, before any body is read.</summary>
internal sealed class ScopeGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, Caller caller) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not { Scope: var scope } || caller.Has(scope)
            ? next(http)
            : Problem.WriteAsync(
                http,
                StatusCodes.Status403Forbidden,
                "scope_missing",
                $"This needs the scope {scope}, which the credential does not have.");
}
