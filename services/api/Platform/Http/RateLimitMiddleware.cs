using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>
/// Counts requests that bring no credential, or a bad one, by the address they come from. It stands before authentication.
/// </summary>
internal sealed class AddressLimit(RequestDelegate next, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!PlatformAuthentication.IsApi(http))
        {
            await next(http);
        }
        else if (HasCredential(http.Request.Headers))
        {
            await next(http);
            if (http.Response.StatusCode == StatusCodes.Status401Unauthorized)
            {
                limits.Count(http.Connection.RemoteIpAddress);
            }
        }
        else if (await limits.TakeAsync(http, http.Connection.RemoteIpAddress))
        {
            await next(http);
        }
    }

    private static bool HasCredential(IHeaderDictionary headers) =>
        headers.Authorization.Count > 0 || headers.ContainsKey(PlatformAuthentication.ApiKeyHeader);
}

/// <summary>Counts the requests of a known caller. It stands after authentication.</summary>
internal sealed class CredentialLimit(RequestDelegate next, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext http, Caller caller)
    {
        if ((caller.ApiKeyId ?? caller.MemberId ?? caller.UserId) is not { } credential
            || !PlatformAuthentication.IsApi(http)
            || await limits.TakeAsync(http, credential))
        {
            await next(http);
        }
    }
}
