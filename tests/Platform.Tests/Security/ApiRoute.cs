using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Security;

/// <summary>A route of the API as the router knows it: tests that walk these cannot forget a new one.</summary>
public sealed record ApiRoute(string Name, HttpMethod Method, RouteEndpoint Endpoint)
{
    public const string Root = "/api/v1/";

    /// <summary>The scope that it asks for; null when it asks for a person, or nobody in particular.</summary>
    public string? Scope => Endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope;

    public bool NeedsPerson => Endpoint.Metadata.GetMetadata<RequiredUser>() is not null;

    public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public bool HasBody => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null;

    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>A route that never ends by itself.</summary>
    public bool IsStream => Endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Any(answer => answer.ContentTypes.Contains("text/event-stream"));

    public bool NamesRows => Endpoint.RoutePattern.Parameters.Count > 0;

    public override string ToString() => $"{Name} ({Method} {Endpoint.RoutePattern.RawText})";

    public static List<ApiRoute> All(PlatformFixture platform) =>
    [
        .. from endpoint in Endpoints(platform)
           where endpoint.RoutePattern.RawText!.StartsWith(Root, StringComparison.Ordinal)
           from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
           let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unnamed"
           select new ApiRoute(name, new HttpMethod(method), endpoint),
    ];

    public static IEnumerable<RouteEndpoint> Endpoints(PlatformFixture platform) =>
        platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>The address below /api/v1/ with ids in its places: each place takes the id of the kind that stands before it.</summary>
    public string Path(IReadOnlyDictionary<string, Guid> ids)
    {
        var parts = new List<string>();
        foreach (var segment in Endpoint.RoutePattern.PathSegments)
        {
            parts.Add(segment.Parts switch
            {
                [RoutePatternLiteralPart literal] => literal.Content,
                [RoutePatternParameterPart { Name: "number" }] => "1",
                [RoutePatternParameterPart] when ids.TryGetValue(parts[^1], out var id) => id.ToString(),
                _ => throw new NotSupportedException($"{this}: tell Tenant which id belongs after '{parts[^1]}'."),
            });
        }

        return string.Join('/', parts)[(Root.Length - 1)..];
    }
}
