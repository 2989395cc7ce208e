using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Http;

/// <summary>Says in the route table what a route needs. A test fails on a route that says nothing.</summary>
public static class ScopeConventions
{
    public static TBuilder RequireScope<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(scope)).AddEndpointFilter(async (context, next) =>
        {
            var caller = context.HttpContext.RequestServices.GetRequiredService<Caller>();
            if (caller.Has(scope))
            {
                return await next(context);
            }

            await Problem.WriteAsync(
                context.HttpContext,
                StatusCodes.Status403Forbidden,
                "scope_missing",
                $"This needs the scope {scope}, which the credential does not have.");
            return Results.Empty;
        });
}

/// <summary>The scope of a route, as metadata for tests and the OpenAPI document.</summary>
public sealed record RequiredScope(string Scope);
