using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>POST /token: one address for the three ways to a session.</summary>
internal static class IssueToken
{
    /// <summary>What any of the three may send.</summary>
    internal sealed record Request
    {
        public string? Email { get; init; }

        public string? Phone { get; init; }

        public string? Password { get; init; }

        public string? RefreshToken { get; init; }

        public string? AuthCode { get; init; }

        public string? CodeVerifier { get; init; }
    }

    public static async Task<IResult> Handle(
        [FromQuery(Name = "grant_type")] string? grantType,
        AuthBody<Request> body,
        SignInWithPassword password,
        RefreshSession refresh,
        ExchangeCode exchange,
        AuthLimits limits,
        HttpContext http,
        CancellationToken ct)
    {
        var activity = grantType == "refresh_token" ? AuthActivity.Refresh : AuthActivity.SignIn;
        if (limits.Take(activity, http) is { } refused)
        {
            return refused;
        }

        return grantType switch
        {
            "password" => await password.HandleAsync(body.Value, ct),
            "refresh_token" => await refresh.HandleAsync(body.Value, ct),
            "pkce" => await exchange.HandleAsync(body.Value, ct),
            _ => AuthErrors.UnsupportedGrant,
        };
    }
}
