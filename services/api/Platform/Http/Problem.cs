using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Agentes.Platform.Http;

/// <summary>
/// RFC 9457 problem details with a stable code: what a program switches on, and a sentence that tells a person what to do.
/// </summary>
public static class Problem
{
    public const string TypePrefix = "https://agentes.dev/problems/";

    /// <summary>A problem as the result of a handler.</summary>
    public static ProblemHttpResult Of(int status, string code, string detail, bool retryable = false) =>
        TypedResults.Problem(Details(status, code, detail, retryable));

    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "not_found", $"There is no {what} with this id in this organization.");

    public static ProblemHttpResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, detail);

    public static ProblemHttpResult Invalid(string pointer, string code, string message) =>
        Invalid([new FieldError(pointer, code, message)]);

    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors)
    {
        const string detail = "Some fields are not valid; see errors.";
        var details = Details(StatusCodes.Status400BadRequest, "validation_failed", detail, retryable: false);
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    /// <summary>A problem written by middleware, outside of a handler, in the shape that the route's callers expect.</summary>
    public static async Task WriteAsync(HttpContext http, int status, string code, string detail, bool retryable = false)
    {
        // While an exception is handled the request has no endpoint of its own any more.
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<IErrorFormat>() is { } format)
        {
            await format.WriteAsync(http, status, code, detail);
            return;
        }

        http.Response.StatusCode = status;
        await Of(status, code, detail, retryable).ExecuteAsync(http);
    }

    internal static ProblemDetails Details(int status, string code, string detail, bool retryable)
    {
        var details = new ProblemDetails
        {
            Type = TypePrefix + code,
            Title = code.Replace('_', ' '),
            Status = status,
            Detail = detail,
        };
        details.Extensions["code"] = code;
        details.Extensions["retryable"] = retryable;
        return details;
    }
}

/// <summary>One bad field: where it is (JSON pointer, or the parameter's name), a stable code and a sentence.</summary>
public sealed record FieldError(string Pointer, string Code, string Message);
