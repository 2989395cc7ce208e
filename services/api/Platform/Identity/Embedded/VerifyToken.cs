using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>POST /verify: a session for the token of a mail.</summary>
internal static class VerifyToken
{
    internal sealed record Request
    {
        public string? Type { get; init; }

        public string? Token { get; init; }

        public string? TokenHash { get; init; }
    }

    public static async Task<IResult> Handle(
        AuthBody<Request> body, IdentityDb db, OneTimeSignIn oneTime, SignIns signIns, CancellationToken ct)
    {
        if (MailTypes.Read(body.Value.Type) is not { } kind)
        {
            return AuthError.Invalid("Verify requires a verification type: signup, recovery or email_change");
        }

        // A token that asks for a verifier is of no use without one: it goes by the link.
        var text = body.Value.TokenHash ?? body.Value.Token;
        if (text?.StartsWith(OneTimeTokens.PkcePrefix, StringComparison.Ordinal) == true
            || await oneTime.TakeAsync(text, kind, ct) is not { } taken)
        {
            return AuthErrors.TokenExpired;
        }

        return await db.TrySaveAsync(ct) ? AuthJson.Ok(await signIns.OpenAsync(db, taken.User, "otp", ct)) : AuthErrors.EmailExists;
    }
}
