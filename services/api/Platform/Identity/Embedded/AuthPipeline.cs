using Agentes.Platform.Identity.Embedded.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// What all of /auth/v1 has in common: browsers of any origin may call it, bodies are small, and every failure has the client's own
/// form.
/// </summary>
internal sealed partial class AuthPipeline(RequestDelegate next, AdminAccess admins, ILogger<AuthPipeline> log)
{
    public const string Path = "/auth/v1";

    private const long LargestBody = 1024 * 1024;

    public Task InvokeAsync(HttpContext http) => http.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase)
        ? HandleAsync(http)
        : next(http);

    private async Task HandleAsync(HttpContext http)
    {
        AllowBrowsers(http);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = LargestBody;
        }

        try
        {
            // Asked before any body is read: who may not be here does not get to try what a body does.
            var isForAdmins = http.GetEndpoint()?.Metadata.GetMetadata<RequiredServiceKey>() is not null;
            if (isForAdmins && await admins.CheckAsync(http) is { } refused)
            {
                await refused.ExecuteAsync(http);
                return;
            }

            await next(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            var error = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? AuthErrors.BodyTooLarge : AuthErrors.BadJson;
            await error.ExecuteAsync(http);
        }
        catch (Exception failed) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            Failed(failed, http.GetEndpoint()?.DisplayName);
            await AuthErrors.Unexpected.ExecuteAsync(http);
        }
    }

    /// <summary>Any origin, because nothing here rests on cookies: what counts is the token that a page already holds.</summary>
    private static void AllowBrowsers(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "X-Supabase-Api-Version, X-Total-Count, Link, X-Sb-Error-Code";
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
            headers.AccessControlAllowHeaders = "authorization, apikey, content-type, x-client-info, x-supabase-api-version";
            headers.AccessControlMaxAge = "86400";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Auth request failed: {Endpoint}")]
    private partial void Failed(Exception error, string? endpoint);
}
