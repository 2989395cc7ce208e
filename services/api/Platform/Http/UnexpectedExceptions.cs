using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Http;

/// <summary>
/// Turns what no handler expected into a problem: what the caller did wrong as 4xx, what we cannot do now as 503, the rest as 500.
/// </summary>
internal sealed partial class UnexpectedExceptions(ILogger<UnexpectedExceptions> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        var (status, code, detail) = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => (413, "body_too_large", "The body is larger than this address takes."),
            BadHttpRequestException { StatusCode: 415 } => (415, "unsupported_media_type", "Send the body as application/json."),
            BadHttpRequestException { InnerException: JsonException json } => (400, "invalid_json", Sentence(json)),
            BadHttpRequestException bad when LacksBody(bad) => (400, "body_required", "Send a body; this address needs one."),
            BadHttpRequestException bad when Parameter().Match(bad.Message) is { Success: true } parameter =>
                (400, "invalid_parameter", $"The parameter '{parameter.Groups["name"].Value}' is missing or not valid."),
            BadHttpRequestException => (400, "invalid_request", "The request cannot be read; check its parameters, body and content type."),
            JsonException json => (400, "invalid_json", Sentence(json)),
            DbUpdateConcurrencyException => (412, "version_conflict", "It was changed meanwhile; read it again and repeat the change."),
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or
            DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } } =>
                (409, "already_exists", "Something with these values already exists."),
            // Entity Framework gives advice on such faults in an exception of its own.
            NpgsqlException { IsTransient: true } or
            DbUpdateException { InnerException: NpgsqlException { IsTransient: true } } or
            InvalidOperationException { InnerException: NpgsqlException { IsTransient: true } } =>
                (503, "database_unavailable", "The database cannot be reached now; send the request again in a moment."),
            OperationCanceledException when http.RequestAborted.IsCancellationRequested => (499, "client_closed", "The client went away."),
            _ => (500, "internal_error", "Something failed on our side; the request can be sent again."),
        };

        if (status >= 500)
        {
            Unexpected(exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
        }

        if (status == 503)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        await Problem.WriteAsync(http, status, code, detail, retryable: status >= 500);
        return true;
    }

    /// <summary>The serializer's message names .NET types; the path is all that a caller can use.</summary>
    private static string Sentence(JsonException json) => json.Path is { Length: > 1 } path
        ? $"The JSON is not valid at {path}: wrong type, missing or unknown member."
        : "The body is not valid JSON for this address: check its syntax, missing and unknown members.";

    /// <summary>Nothing was sent, or null: the framework tells it from other faults by its sentence only.</summary>
    private static bool LacksBody(BadHttpRequestException bad) =>
        bad.Message.EndsWith("from body.", StringComparison.Ordinal) || bad.Message.Contains("no body was provided", StringComparison.Ordinal);

    /// <summary>The framework's sentence names .NET types; the name of the parameter is all that a caller can use.</summary>
    [GeneratedRegex("""parameter "[^"]*?(?<name>\w+)" """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameter();

    [LoggerMessage(Level = LogLevel.Error, Message = "Request failed: {Method} {Endpoint}")]
    private partial void Unexpected(Exception exception, string method, string? endpoint);
}
