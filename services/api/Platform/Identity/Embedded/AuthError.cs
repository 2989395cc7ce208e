using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// An error as the Supabase client expects it: by code for clients that name an API version, the older form for those that do not.
/// </summary>
internal sealed record AuthError(int Status, string Code, string Message) : IResult
{
    public const string VersionHeader = "X-Supabase-Api-Version";

    private const string FirstVersionWithCodes = "2024-01-01";

    /// <summary>For weak_password: what is missing.</summary>
    public IReadOnlyList<string>? WeakReasons { get; init; }

    public static AuthError Invalid(string message) => new(StatusCodes.Status400BadRequest, "validation_failed", message);

    public static AuthError Weak(string message, params IReadOnlyList<string> reasons) =>
        new(StatusCodes.Status422UnprocessableEntity, "weak_password", message) { WeakReasons = reasons };

    /// <summary>
    /// Whether this client understands errors by code. The answer then carries the version, or the client would not look for the
    /// code.
    /// </summary>
    public static bool SpeaksCodes(HttpContext http) =>
        DateOnly.TryParseExact(http.Request.Headers[VersionHeader], "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var version)
        && version >= DateOnly.ParseExact(FirstVersionWithCodes, "o", CultureInfo.InvariantCulture);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = new JsonObject();
        if (SpeaksCodes(httpContext))
        {
            httpContext.Response.Headers[VersionHeader] = FirstVersionWithCodes;
            body["code"] = Code;
            body["message"] = Message;
        }
        else
        {
            body["code"] = Status;
            body["error_code"] = Code;
            body["msg"] = Message;
        }

        if (WeakReasons is not null)
        {
            body["weak_password"] = new JsonObject { ["reasons"] = new JsonArray([.. WeakReasons.Select(r => JsonValue.Create(r))]) };
        }

        httpContext.Response.Headers["x-sb-error-code"] = Code;
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(body, AuthJson.Options, httpContext.RequestAborted);
    }
}
