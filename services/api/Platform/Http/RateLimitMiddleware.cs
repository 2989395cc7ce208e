using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>
/// Counts requests that bring no credential by the address they come from. It stands before authentication, which counts the bad ones.
/// </summary>
internal sealed class AddressLimit(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext http) =>
        !PlatformAuthentication.IsApi(http) || HasCredential(http.Request.Headers) || limits.TryTake(http, http.Connection.RemoteIpAddress)
            ? next(http)
            : RateLimits.RefuseAsync(http);

    private static bool HasCredential(IHeaderDictionary headers) =>
        headers.Authorization.Count > 0 || headers.ContainsKey(PlatformAuthentication.ApiKeyHeader);
}

/// <summary>Counts the requests of a known caller. It stands after authentication.</summary>
internal sealed class CredentialLimit(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext http, Caller caller) =>
        (caller.ApiKeyId ?? caller.MemberId ?? caller.UserId) is not { } credential
            || !PlatformAuthentication.IsApi(http)
            || limits.TryTake(http, credential)
            ? next(http)
            : RateLimits.RefuseAsync(http);
}
