using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>POST /admin/users: a user who did not sign up himself. No mail is sent; sign-ups may be closed.</summary>
internal static class CreateUser
{
    private static readonly AuthError NeedsEmail = AuthError.Invalid("Cannot create a user without either an email or phone");
    private static readonly AuthError BadId = AuthError.Invalid("id must be a UUID");

    public static async Task<IResult> Handle(
        AuthBody<UserFields> body, IdentityDb db, UserChange change, TimeProvider clock, CancellationToken ct)
    {
        var fields = body.Value;
        if (string.IsNullOrEmpty(fields.Email))
        {
            return fields.Unsupported() ?? NeedsEmail;
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (!string.IsNullOrEmpty(fields.Id) && (!Guid.TryParseExact(fields.Id, "D", out id) || id == Guid.Empty))
        {
            return BadId;
        }

        // Without a password there is none that fits: the user signs in by the link of POST /recover.
        var user = new AuthUser { Id = id, Email = "", CreatedAt = now };
        if (await change.ApplyAsync(user, fields, ct) is { } error)
        {
            return error;
        }

        if (await db.Users.AnyAsync(u => u.Id == id, ct))
        {
            return AuthErrors.UserExists;
        }

        db.Users.Add(user);
        return await db.TrySaveAsync(ct) ? AuthJson.Ok(UserBody.From(user)) : AuthErrors.EmailExists;
    }
}
