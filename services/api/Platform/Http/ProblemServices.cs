using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Http;

/// <summary>
/// Gives every problem that the framework writes the same members as ours: code, request_id, retryable, errors by pointer.
/// </summary>
internal static class ProblemServices
{
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)
            .AddExceptionHandler<UnexpectedExceptions>()
            .AddProblemDetails(options => options.CustomizeProblemDetails = Complete);

    private static void Complete(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is HttpValidationProblemDetails validation)
        {
            // The framework's type always writes its own map of errors; ours is a list with pointers and codes.
            context.ProblemDetails = Problem.Details(
                StatusCodes.Status400BadRequest, "validation_failed", "Some fields are not valid; see errors.", retryable: false);
            context.ProblemDetails.Extensions["errors"] = validation.Errors.SelectMany(e => e.Value.Select(m => Field(e.Key, m))).ToArray();
        }

        var problem = context.ProblemDetails;
        problem.Extensions["request_id"] = context.HttpContext.TraceIdentifier;
        if (!problem.Extensions.ContainsKey("code"))
        {
            var (code, detail) = Standard(problem.Status ?? context.HttpContext.Response.StatusCode);
            Name(context, code, problem.Detail ?? detail);
        }
    }

    private static void Name(ProblemDetailsContext context, string code, string detail)
    {
        var problem = context.ProblemDetails;
        problem.Type = Problem.TypePrefix + code;
        problem.Title = code.Replace('_', ' ');
        problem.Detail = detail;
        problem.Extensions["code"] = code;
        problem.Extensions.TryAdd("retryable", problem.Status >= 500);
    }

    internal static FieldError Field(string key, string message) => new(Pointer(key), Code(message), message);

    /// <summary>"Draft.Tools[0]" as the framework names it, "/draft/tools/0" as JSON has it.</summary>
    private static string Pointer(string key)
    {
        var pointer = new StringBuilder();
        foreach (var part in key.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            pointer.Append('/').Append(JsonNamingPolicy.SnakeCaseLower.ConvertName(part));
        }

        return pointer.ToString();
    }

    private static string Code(string message) => message switch
    {
        _ when message.Contains("required", StringComparison.Ordinal) => "required",
        _ when message.Contains("length", StringComparison.Ordinal) => "length",
        _ when message.Contains("between", StringComparison.Ordinal) => "range",
        _ => "invalid",
    };

    private static (string Code, string Detail) Standard(int status) => status switch
    {
        400 => ("invalid_request", "The request cannot be read; check its parameters, body and content type."),
        401 => ("unauthorized", "Send an access token or an API key as 'Authorization: Bearer …'."),
        403 => ("forbidden", "This credential may not do that."),
        404 => ("not_found", "There is nothing at this address."),
        405 => ("method_not_allowed", "This address does not take that method."),
        406 => ("not_acceptable", "None of the accepted formats can be produced."),
        413 => ("body_too_large", "The body is larger than this address takes."),
        415 => ("unsupported_media_type", "Send the body as application/json."),
        429 => ("rate_limited", "Too many requests; wait as long as Retry-After says."),
        _ => ("internal_error", "Something failed on our side; the request can be sent again."),
    };
}
