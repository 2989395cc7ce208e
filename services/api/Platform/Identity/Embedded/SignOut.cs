using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>POST /logout: ends this session, the others, or all of them.</summary>
internal static class SignOut
{
    public static async Task<IResult> Handle(
        string? scope, HttpContext http, IdentityDb db, BearerLogins logins, IdentityChanges changes, CancellationToken ct)
    {
        var (login, error) = await logins.FindAsync(http, db, ct);
        if (login is null)
        {
            return error!;
        }

        var sessions = db.Sessions.Where(s => s.UserId == login.User.Id);
        var ended = (scope ?? "global") switch
        {
            "global" => sessions,
            "local" => sessions.Where(s => s.Id == login.SessionId),
            "others" => sessions.Where(s => s.Id != login.SessionId),
            _ => null,
        };
        if (ended is null)
        {
            return AuthError.Invalid($"Unsupported logout scope: {scope}");
        }

        await ended.ExecuteDeleteAsync(ct);
        changes.Announce(login.User.Id);
        return TypedResults.NoContent();
    }
}
