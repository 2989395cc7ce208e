using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>grant_type=password.</summary>
internal sealed class SignInWithPassword(IdentityDb db, Passwords passwords, SignIns signIns, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(IssueToken.Request request, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(request.Phone))
        {
            return AuthErrors.NoPhone;
        }

        if (string.IsNullOrEmpty(request.Email))
        {
            return AuthError.Invalid("missing email or phone");
        }

        var email = EmailAddress.Normalize(request.Email);
        var user = email is null ? null : await db.Users.FirstOrDefaultAsync(u => u.Email == email, ct);
        if (!await passwords.VerifyAsync(user?.PasswordHash, request.Password ?? "", ct))
        {
            return AuthErrors.InvalidCredentials;
        }

        return user!.BannedUntil > clock.GetUtcNow() ? AuthErrors.BannedAtSignIn
            : user.EmailConfirmedAt is null ? AuthErrors.EmailNotConfirmed
            : AuthJson.Ok(await signIns.OpenAsync(db, user, "password", ct));
    }
}
