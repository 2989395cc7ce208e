using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>GET /user.</summary>
internal static class GetUser
{
    public static async Task<IResult> Handle(HttpContext http, IdentityDb db, BearerLogins logins, TimeProvider clock, CancellationToken ct)
    {
        var (login, error) = await logins.FindAsync(http, db, ct);
        if (login is null)
        {
            return error!;
        }

        var now = clock.GetUtcNow();
        var emailChange = await db.OneTimeTokens.AsNoTracking().FirstOrDefaultAsync(
            t => t.UserId == login.User.Id && t.Kind == OneTimeTokenKind.EmailChange && t.ExpiresAt > now, ct);
        return AuthJson.Ok(UserBody.From(login.User, emailChange));
    }
}
