using Agentes.Platform.Http;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Agentes.Platform.Identity;

/// <summary>
/// Nothing under /api/v1 and /v1 is reached by somebody unknown, unless its route says that anybody may. What a known caller may do is each
/// route's own line.
/// </summary>
internal sealed class PlatformAuthentication(
    RequestDelegate next, ApiKeyAuthentication apiKeys, MemberAuthentication members, RateLimits limits)
{
    public const string OrganizationHeader = "X-Organization-Id";
    public const string ApiKeyHeader = "X-API-Key";

    private static readonly string[] Roots = ["/api/v1", "/v1"];
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext http, Caller caller, CurrentOrganization organization)
    {
        var endpoint = http.GetEndpoint();
        if (!IsApi(http) || IsOpenToAnybody(endpoint))
        {
            return next(http);
        }

        var entering = EnterAsync(http, caller, organization, endpoint?.Metadata.GetMetadata<RequiredUser>() is not null);
        if (!entering.IsCompletedSuccessfully)
        {
            return FinishAsync(http, entering);
        }

        return entering.Result is { } refusal ? RefuseAsync(http, refusal) : next(http);
    }

    private async Task FinishAsync(HttpContext http, ValueTask<Refusal?> entering) =>
        await (await entering is { } refusal ? RefuseAsync(http, refusal) : next(http));

    private async Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status401Unauthorized && refusal != Refusal.Unauthorized)
        {
            // It brought a credential, so nobody has counted it yet.
            limits.Count(http.Connection.RemoteIpAddress);
        }

        await refusal.WriteAsync(http);
    }

    /// <summary>A route of the API that says so itself. The web site's page for unknown addresses is anybody's, but none of ours.</summary>
    private static bool IsOpenToAnybody(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null
        && endpoint is RouteEndpoint route
        && Roots.Any(root => route.RoutePattern.RawText?.StartsWith(root, StringComparison.OrdinalIgnoreCase) == true);

    internal static bool IsApi(HttpContext http)
    {
        foreach (var root in Roots)
        {
            if (http.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private ValueTask<Refusal?> EnterAsync(HttpContext http, Caller caller, CurrentOrganization organization, bool personOnly)
    {
        var headers = http.Request.Headers;
        if (!TryReadCredential(headers.Authorization, headers[ApiKeyHeader], out var credential))
        {
            return ValueTask.FromResult<Refusal?>(Refusal.Unauthorized);
        }

        var asked = headers[OrganizationHeader];
        if (asked.Count > 1)
        {
            return ValueTask.FromResult<Refusal?>(Refusal.OrganizationInvalid);
        }

        var isApiKey = credential.Span.StartsWith(ApiKeyAuthentication.Prefix, StringComparison.Ordinal);
        return (isApiKey, personOnly) switch
        {
            (true, true) => ValueTask.FromResult<Refusal?>(Refusal.UserRequired),
            (true, false) => apiKeys.EnterAsync(http, credential, asked, caller, organization),
            (false, true) => members.IdentifyAsync(credential.ToString(), caller, http.RequestAborted),
            _ => EnterAsMemberAsync(credential.ToString(), asked, caller, organization, http.RequestAborted),
        };
    }

    private async ValueTask<Refusal?> EnterAsMemberAsync(
        string token, string? asked, Caller caller, CurrentOrganization organization, CancellationToken ct) =>
        await members.IdentifyAsync(token, caller, ct) ?? await members.EnterAsync(asked, caller, organization, ct);

    /// <summary>One credential: a repeated header is an attempt to be two callers at once.</summary>
    private static bool TryReadCredential(StringValues authorization, StringValues apiKey, out ReadOnlyMemory<char> credential)
    {
        credential = default;
        if (authorization.Count == 1 && authorization[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            credential = value.AsMemory(Scheme.Length).Trim();
        }
        else if (authorization.Count == 0 && apiKey.Count == 1 && apiKey[0] is { } key
            && key.StartsWith(ApiKeyAuthentication.Prefix, StringComparison.Ordinal))
        {
            credential = key.AsMemory();
        }

        return credential.Length > 0;
    }
}
