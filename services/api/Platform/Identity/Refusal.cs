using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity;

/// <summary>Why a request was not let in.</summary>
internal sealed record Refusal(int Status, string Code, string Detail)
{
    public static readonly Refusal Unauthorized = new(
        StatusCodes.Status401Unauthorized, "unauthorized", "Send an access token or an API key as 'Authorization: Bearer …'.");

    public static readonly Refusal TokenInvalid = new(
        StatusCodes.Status401Unauthorized, "token_invalid", "This access token is not valid here; sign in again.");

    public static readonly Refusal TokenExpired = new(
        StatusCodes.Status401Unauthorized, "token_expired", "The access token has expired; refresh it.");

    public static readonly Refusal SessionEnded = new(
        StatusCodes.Status401Unauthorized, "session_ended", "This session was signed out; sign in again.");

    public static readonly Refusal ApiKeyInvalid = new(
        StatusCodes.Status401Unauthorized, "api_key_invalid", "This API key does not exist or was revoked.");

    public static readonly Refusal ApiKeyExpired = new(
        StatusCodes.Status401Unauthorized, "api_key_expired", "This API key has expired; create another one.");

    public static readonly Refusal UserRequired = new(
        StatusCodes.Status403Forbidden, "user_required", "Only a person can do this: send the access token of a sign-in, not an API key.");

    public static readonly Refusal OrganizationInvalid = new(
        StatusCodes.Status400BadRequest, "organization_invalid", "X-Organization-Id must be one UUID.");

    public static readonly Refusal OrganizationRequired = new(
        StatusCodes.Status400BadRequest, "organization_required", "You belong to several organizations: name one in X-Organization-Id.");

    public static readonly Refusal NotAMember = new(
        StatusCodes.Status403Forbidden, "not_a_member", "There is no such organization, or this credential does not belong to it.");

    public static readonly Refusal KeysUnavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "identity_unavailable",
        "The sign-in service cannot be reached now; try again in a moment.");

    public Task WriteAsync(HttpContext http)
    {
        if (Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = Code == Unauthorized.Code
                ? "Bearer realm=\"api\""
                : $"Bearer realm=\"api\", error=\"invalid_token\", error_description=\"{Code}\"";
        }

        return Problem.WriteAsync(http, Status, Code, Detail, retryable: Status >= 500);
    }
}
