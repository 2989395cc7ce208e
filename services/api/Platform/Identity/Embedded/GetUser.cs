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

        return AuthJson.Ok(await DescribeAsync(login.User, db, clock, ct));
    }

    /// <summary>The user with the address that he wants to change to, if he has asked for that.</summary>
    public static async Task<UserBody> DescribeAsync(AuthUser user, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return UserBody.From(user, await db.OneTimeTokens.AsNoTracking().FirstOrDefaultAsync(
            t => t.UserId == user.Id && t.Kind == OneTimeTokenKind.EmailChange && t.ExpiresAt > now, ct));
    }
}
