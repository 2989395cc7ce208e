using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// POST /signup: a session at once, or, where addresses must be confirmed, a user who has to follow the link in his mail.
/// </summary>
internal sealed class SignUp(
    PlatformOptions options,
    IdentityDb db,
    Passwords passwords,
    SignIns signIns,
    OneTimeTokens tokens,
    AuthMails mails,
    AuthLimits limits,
    TimeProvider clock)
{
    internal sealed record Request
    {
        public string? Email { get; init; }

        public string? Phone { get; init; }

        public string? Password { get; init; }

        public JsonObject? Data { get; init; }

        public string? CodeChallenge { get; init; }

        public string? CodeChallengeMethod { get; init; }
    }

    public static Task<IResult> Handle(
        AuthBody<Request> body,
        [FromQuery(Name = "redirect_to")] string? redirectTo,
        SignUp signUp,
        HttpContext http,
        CancellationToken ct) =>
        signUp.HandleAsync(body.Value, redirectTo, http, ct);

    private async Task<IResult> HandleAsync(Request request, string? redirectTo, HttpContext http, CancellationToken ct)
    {
        var error = !options.Auth.SignUpsAreOpen ? AuthErrors.SignUpsClosed
            : !string.IsNullOrEmpty(request.Phone) ? AuthErrors.NoPhone
            : string.IsNullOrEmpty(request.Email) && string.IsNullOrEmpty(request.Password) ? AuthErrors.NoAnonymous
            : Passwords.Check(request.Password);
        if (error is not null)
        {
            return error;
        }

        if (EmailAddress.Normalize(request.Email) is not { } email)
        {
            return EmailAddress.Malformed;
        }

        var badChallenge = CodeChallenge.TryRead(request.CodeChallenge, request.CodeChallengeMethod, out var challenge);
        var badMetadata = UserMetadata.TryMerge(current: null, request.Data, out var metadata);
        if ((badChallenge ?? badMetadata) is { } invalid)
        {
            return invalid;
        }

        // Hashed before looking, so that a taken address takes as long.
        var now = clock.GetUtcNow();
        var user = new AuthUser
        {
            Email = email,
            PasswordHash = await passwords.HashAsync(request.Password!, ct),
            EmailConfirmedAt = options.Auth.Autoconfirm ? now : null,
            UserMetadata = metadata,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return options.Auth.Autoconfirm
            ? await BeginSessionAsync(user, ct)
            : await AskToConfirmAsync(user, challenge, redirectTo, http, ct);
    }

    private async Task<IResult> BeginSessionAsync(AuthUser user, CancellationToken ct)
    {
        db.Users.Add(user);
        return await db.TrySaveAsync(ct) ? AuthJson.Ok(await signIns.OpenAsync(db, user, "password", ct)) : AuthErrors.UserExists;
    }

    private async Task<IResult> AskToConfirmAsync(
        AuthUser user, CodeChallenge? challenge, string? redirectTo, HttpContext http, CancellationToken ct)
    {
        if (limits.TakeMail(user.Email, http) is { } refused)
        {
            return refused;
        }

        var known = await db.Users.FirstOrDefaultAsync(u => u.Email == user.Email, ct);
        if (known is { EmailConfirmedAt: not null })
        {
            return AuthJson.Ok(UserBody.Nobody(user.Email, user.CreatedAt));
        }

        // Whoever signed up first with this address has not shown that it is his; nor has this one, so nothing is changed for him.
        var unconfirmed = known ?? db.Users.Add(user).Entity;
        if (known is null && !await db.TrySaveAsync(ct))
        {
            return AuthJson.Ok(UserBody.Nobody(user.Email, user.CreatedAt));
        }

        var (token, _) = await tokens.IssueAsync(db, unconfirmed, OneTimeTokenKind.Confirmation, email: null, challenge, ct);
        await db.SaveAsync(ct);
        await mails.SendAsync(OneTimeTokenKind.Confirmation, user.Email, token, redirectTo, ct);
        return AuthJson.Ok(UserBody.From(unconfirmed));
    }
}
