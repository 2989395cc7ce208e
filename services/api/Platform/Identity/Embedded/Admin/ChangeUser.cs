using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>PUT /admin/users/{id}: changes what is named and leaves the rest.</summary>
internal sealed class ChangeUser(IdentityDb db, UserChange change, IdentityChanges changes, TimeProvider clock)
{
    public static Task<IResult> Handle(string id, AuthBody<UserFields> body, ChangeUser use, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var userId) ? use.HandleAsync(userId, body.Value, ct) : Task.FromResult<IResult>(FindUser.BadId);

    private async Task<IResult> HandleAsync(Guid id, UserFields fields, CancellationToken ct)
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, ct);
        if (user is null || user.IsErased)
        {
            return AuthErrors.NoSuchUser;
        }

        var (email, password) = (user.Email, user.PasswordHash);
        if (await change.ApplyAsync(user, fields, ct) is { } error)
        {
            return error;
        }

        if (!await db.TrySaveAsync(ct))
        {
            return AuthErrors.EmailExists;
        }

        var isBanned = user.BannedUntil > clock.GetUtcNow();
        if (isBanned || user.PasswordHash != password || user.Email != email)
        {
            await EndAccessAsync(id, ct);
        }

        return AuthJson.Ok(await GetUser.DescribeAsync(user, db, clock, ct));
    }

    /// <summary>Sessions, and the links of mails as well: one that was sent to an old address must not open the account again.</summary>
    private async Task EndAccessAsync(Guid userId, CancellationToken ct)
    {
        await db.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        await db.OneTimeTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(ct);
        await db.FlowStates.Where(f => f.UserId == userId).ExecuteDeleteAsync(ct);
        changes.Announce(userId);
    }
}
