using System.Reflection;
using Agentes.Platform.Identity.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Identity;

/// <summary>GET /config.json: what the web app must know before anybody has signed in.</summary>
public static class BrowserSettings
{
    /// <param name="AuthUrl">A path of this server, or the address of a Supabase project.</param>
    public sealed record Response(string AuthUrl, string AnonKey, DemoLogin? Demo, string Version);

    /// <summary>Without the commit that a build appends.</summary>
    private static string Version { get; } =
        typeof(BrowserSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal static void MapBrowserSettings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/config.json", Handle).WithName("GetBrowserSettings").WithTags("Identity").AllowAnonymous();

    private static Ok<Response> Handle(PlatformOptions options, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Ok(new Response(
            options.SupabaseUrl is { } project ? project.TrimEnd('/') + AuthPipeline.Path : AuthPipeline.Path,
            options.SupabaseAnonKey,
            options.SupabaseUrl is null ? options.Demo : null,
            Version));
    }
}
