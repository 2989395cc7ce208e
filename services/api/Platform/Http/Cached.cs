using System.Globalization;
using System.Text.Json;
using Agentes.Platform.Caching;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agentes.Platform.Http;

/// <summary>Keeps the answers of a GET for the organization, until something in the area that they show changes.</summary>
internal static class CachedConventions
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>Longer addresses are not worth a place in memory.</summary>
    private const int MaxAddress = 400;

    /// <summary>Put it after RequireScope: filters run in order, and a kept answer is for those who may read it.</summary>
    public static RouteHandlerBuilder Cached(this RouteHandlerBuilder route, CacheArea areas) =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var address = http.Request.Path + http.Request.QueryString.Value;
            if (address.Length > MaxAddress)
            {
                return await next(context);
            }

            object? other = null;
            var answer = await http.RequestServices.GetRequiredService<OrganizationCache>().GetOrLoadAsync(
                http.RequestServices.GetRequiredService<CurrentOrganization>().Id,
                areas,
                string.Create(CultureInfo.InvariantCulture, $"GET:{address}"),
                Kept,
                async _ =>
                {
                    var result = await next(context);
                    return Answer(http, result, out other);
                },
                http.RequestAborted);
            return answer is null ? other ?? await next(context) : answer;
        });

    /// <summary>A success as bytes; anything else is passed on and not kept.</summary>
    private static CachedAnswer? Answer(HttpContext http, object? result, out object? other)
    {
        var inner = result is INestedHttpResult nested ? nested.Result : result;
        if (inner is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } and IValueHttpResult { Value: { } value })
        {
            other = null;
            var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var etag = http.Response.Headers.ETag.ToString();
            return new CachedAnswer(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options), etag.Length > 0 ? etag : null);
        }

        other = result;
        return null;
    }
}

/// <summary>An answer as it is sent.</summary>
internal sealed record CachedAnswer(byte[] Body, string? ETag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
            if (httpContext.Request.Headers.IfNoneMatch == ETag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Body.Length;
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}
