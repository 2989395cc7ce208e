using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// GET /verify: a browser comes from a mail and is sent on to the app, with a session in the fragment or a code to exchange for
/// one.
/// </summary>
internal static class FollowMailLink
{
    public static async Task<IResult> Handle(
        string? token,
        string? type,
        [FromQuery(Name = "redirect_to")] string? redirectTo,
        IdentityDb db,
        OneTimeSignIn oneTime,
        SignIns signIns,
        CredentialHash hash,
        Redirects redirects,
        TimeProvider clock,
        HttpContext http,
        CancellationToken ct)
    {
        var target = redirects.Choose(redirectTo);
        var isPkce = token?.StartsWith(OneTimeTokens.PkcePrefix, StringComparison.Ordinal) == true;
        var taken = MailTypes.Read(type) is { } kind ? await oneTime.TakeAsync(token, kind, ct) : null;
        if (taken is not { } found || !await db.TrySaveAsync(ct))
        {
            return SendOn(http, Failed(target, isPkce));
        }

        if (found.Token is { CodeChallenge: { } challenge, CodeChallengeMethod: { } challengeMethod })
        {
            var code = CredentialHash.NewSecret();
            db.FlowStates.Add(new FlowState
            {
                UserId = found.User.Id,
                AuthCodeHash = hash.Of(code),
                CodeChallenge = challenge,
                CodeChallengeMethod = challengeMethod,
                Method = type!,
                CreatedAt = clock.GetUtcNow(),
            });
            await db.SaveAsync(ct);
            return SendOn(http, WithQuery(target, KeyValuePair.Create<string, string?>("code", code)));
        }

        var session = await signIns.OpenAsync(db, found.User, "otp", ct);
        return SendOn(http, target + "#" + Form(
            new("access_token", session.AccessToken),
            new("expires_at", session.ExpiresAt.ToString(CultureInfo.InvariantCulture)),
            new("expires_in", session.ExpiresIn.ToString(CultureInfo.InvariantCulture)),
            new("refresh_token", session.RefreshToken),
            new("sb", ""),
            new("token_type", session.TokenType),
            new("type", type)));
    }

    private static string Failed(string target, bool isPkce)
    {
        KeyValuePair<string, string?>[] error =
        [
            new("error", "access_denied"),
            new("error_code", AuthErrors.TokenExpired.Code),
            new("error_description", "Email link is invalid or has expired"),
            new("sb", ""),
        ];
        return (isPkce ? WithQuery(target, error) : target) + "#" + Form(error);
    }

    private static string WithQuery(string target, params KeyValuePair<string, string?>[] members) =>
        target.Split('#')[0] + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Form(members);

    private static string Form(params KeyValuePair<string, string?>[] members) => QueryString.Create(members.AsEnumerable()).Value![1..];

    /// <summary>303, and never kept: the address holds a credential.</summary>
    private static StatusCodeHttpResult SendOn(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
