using Microsoft.AspNetCore.Builder;

namespace Agentes.Platform.Identity;

/// <summary>For the few routes that come before or beside any organization: a signed-in person is enough, an API key is not.</summary>
public static class UserConventions
{
    public static TBuilder RequireUser<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredUser());
}

/// <summary>The mark of such a route; authentication obeys it, tests look for it.</summary>
public sealed record RequiredUser;
