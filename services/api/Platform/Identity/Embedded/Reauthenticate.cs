using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>GET /reauthenticate: a mail with a code that PUT /user takes as its nonce.</summary>
internal static class Reauthenticate
{
    public static async Task<IResult> Handle(
        HttpContext http,
        IdentityDb db,
        BearerLogins logins,
        OneTimeTokens tokens,
        AuthMails mails,
        AuthLimits limits,
        CancellationToken ct)
    {
        var (login, error) = await logins.FindAsync(http, db, ct);
        if ((error ?? limits.TakeMail(login!.User.Email, http)) is { } refused)
        {
            return refused;
        }

        var user = login!.User;
        var (code, _) = await tokens.IssueAsync(db, user, OneTimeTokenKind.Reauthentication, email: null, challenge: null, ct);
        await db.SaveAsync(ct);
        await mails.SendCodeAsync(user.Email, code, ct);
        return AuthJson.Ok();
    }
}
