using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>POST /resend: the mail of a sign-up or an address change once more. The answer never tells whether there was one.</summary>
internal static class ResendMail
{
    internal sealed record Request
    {
        public string? Type { get; init; }

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
        HttpContext http,
        CancellationToken ct)
    {
        var kind = MailTypes.Read(body.Value.Type);
        if (kind is null or OneTimeTokenKind.Recovery)
        {
            return AuthError.Invalid("Missing one of these types: signup, email_change");
        }

        if (EmailAddress.Normalize(body.Value.Email) is not { } email)
        {
            return EmailAddress.Malformed;
        }

        if ((CodeChallenge.TryRead(body.Value.CodeChallenge, body.Value.CodeChallengeMethod, out var challenge)
            ?? limits.TakeMail(email, http)) is { } error)
        {
            return error;
        }

        var user = kind == OneTimeTokenKind.Confirmation
            ? await db.Users.FirstOrDefaultAsync(u => u.Email == email && u.EmailConfirmedAt == null, ct)
            : await db.Users.FirstOrDefaultAsync(
                u => db.OneTimeTokens.Any(t => t.UserId == u.Id && t.Kind == OneTimeTokenKind.EmailChange && t.Email == email), ct);
        if (user is not null)
        {
            var newEmail = kind == OneTimeTokenKind.EmailChange ? email : null;
            var (token, _) = await tokens.IssueAsync(db, user, kind.Value, newEmail, challenge, ct);
            await db.SaveAsync(ct);
            await mails.SendAsync(kind.Value, email, token, redirectTo, ct);
        }

        return AuthJson.Ok();
    }
}
