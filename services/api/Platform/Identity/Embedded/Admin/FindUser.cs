using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>GET /admin/users/{id}.</summary>
internal static class FindUser
{
    public static readonly AuthError BadId = AuthError.Invalid("user_id must be a UUID");

    public static async Task<IResult> Handle(string id, IdentityDb db, TimeProvider clock, CancellationToken ct) =>
        !Guid.TryParseExact(id, "D", out var userId) ? BadId
        : await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, ct) is { } user
            ? AuthJson.Ok(await GetUser.DescribeAsync(user, db, clock, ct))
            : AuthErrors.NoSuchUser;
}
