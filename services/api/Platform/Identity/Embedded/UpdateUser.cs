using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>PUT /user: password, address and what the user says about himself.</summary>
internal sealed class UpdateUser(
    PlatformOptions options,
    IdentityDb db,
    ChangePassword changePassword,
    OneTimeTokens tokens,
    AuthMails mails,
    AuthLimits limits,
    IdentityChanges changes,
    TimeProvider clock)
{
    internal sealed record Request
    {
        public string? Email { get; init; }

        public string? Phone { get; init; }

        public string? Password { get; init; }

        public string? CurrentPassword { get; init; }

        /// <summary>The code that GET /reauthenticate sent.</summary>
        public string? Nonce { get; init; }

        public JsonObject? Data { get; init; }

        public string? CodeChallenge { get; init; }

        public string? CodeChallengeMethod { get; init; }
    }

    public static async Task<IResult> Handle(
        AuthBody<Request> body,
        [FromQuery(Name = "redirect_to")] string? redirectTo,
        UpdateUser update,
        BearerLogins logins,
        IdentityDb db,
        HttpContext http,
        CancellationToken ct)
    {
        var (login, error) = await logins.FindAsync(http, db, ct);
        return login is null ? error! : await update.HandleAsync(login, body.Value, redirectTo, http, ct);
    }

    private async Task<IResult> HandleAsync(BearerLogin login, Request request, string? redirectTo, HttpContext http, CancellationToken ct)
    {
        var user = login.User;
        if (!string.IsNullOrEmpty(request.Phone))
        {
            return AuthErrors.NoPhone;
        }

        var badChallenge = CodeChallenge.TryRead(request.CodeChallenge, request.CodeChallengeMethod, out var challenge);
        var badMetadata = UserMetadata.TryMerge(user.UserMetadata, request.Data, out var metadata);
        if ((badChallenge ?? badMetadata ?? await changePassword.ApplyAsync(login, request, ct)) is { } error)
        {
            return error;
        }

        user.UserMetadata = metadata;
        user.UpdatedAt = clock.GetUtcNow();
        OneTimeToken? pending = null;
        if (!string.IsNullOrEmpty(request.Email) && EmailAddress.Normalize(request.Email) != user.Email)
        {
            (pending, var refused) = await ChangeEmailAsync(user, request.Email, challenge, redirectTo, http, ct);
            if (refused is not null)
            {
                return refused;
            }
        }

        if (!await db.TrySaveAsync(ct))
        {
            return AuthErrors.EmailExists;
        }

        if (request.Password is not null)
        {
            // A password is changed because somebody else may know it: his sessions end with it.
            await db.Sessions.Where(s => s.UserId == user.Id && s.Id != login.SessionId).ExecuteDeleteAsync(ct);
            changes.Announce(user.Id);
        }

        return AuthJson.Ok(UserBody.From(user, pending));
    }

    private async Task<(OneTimeToken? Pending, AuthError? Error)> ChangeEmailAsync(
        AuthUser user, string wanted, CodeChallenge? challenge, string? redirectTo, HttpContext http, CancellationToken ct)
    {
        if (EmailAddress.Normalize(wanted) is not { } email)
        {
            return (null, EmailAddress.Malformed);
        }

        if (await db.Users.AnyAsync(u => u.Email == email, ct))
        {
            return (null, AuthErrors.EmailExists);
        }

        if (options.Auth.Autoconfirm)
        {
            user.Email = email;
            return (null, null);
        }

        if (limits.TakeMail(email, http) is { } refused)
        {
            return (null, refused);
        }

        var (token, pending) = await tokens.IssueAsync(db, user, OneTimeTokenKind.EmailChange, email, challenge, ct);
        await mails.SendAsync(OneTimeTokenKind.EmailChange, email, token, redirectTo, ct);
        return (pending, null);
    }
}
