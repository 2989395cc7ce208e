using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>POST /recover: a mail with a link that signs in once. The answer is the same when nobody has this address.</summary>
internal static class RecoverPassword
{
    internal sealed record Request
    {
        public string? Email { get; init; }

        public string? CodeChallenge { get; init; }

        public string? CodeChallengeMethod { get; init; }
    }

    public static async Task<IResult> Handle(
        AuthBody<Request> body,
        [FromQuery(Name = "redirect_to")] string? redirectTo,
        IdentityDb db,
        OneTimeTokens tokens,
        AuthMails mails,
        AuthLimits limits,
        TimeProvider clock,
        HttpContext http,
        CancellationToken ct)
    {
        if (EmailAddress.Normalize(body.Value.Email) is not { } email)
        {
            return string.IsNullOrEmpty(body.Value.Email)
                ? AuthError.Invalid("Password recovery requires an email")
                : EmailAddress.Malformed;
        }

        if ((CodeChallenge.TryRead(body.Value.CodeChallenge, body.Value.CodeChallengeMethod, out var challenge)
            ?? limits.TakeMail(email, http)) is { } error)
        {
            return error;
        }

        if (await db.Users.FirstOrDefaultAsync(u => u.Email == email, ct) is { } user)
        {
            var (token, _) = await tokens.IssueAsync(db, user, OneTimeTokenKind.Recovery, email: null, challenge, ct);
            user.RecoverySentAt = clock.GetUtcNow();
            await db.SaveAsync(ct);
            await mails.SendAsync(OneTimeTokenKind.Recovery, email, token, redirectTo, ct);
        }

        return AuthJson.Ok();
    }
}
