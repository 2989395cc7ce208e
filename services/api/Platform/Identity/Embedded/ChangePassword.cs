namespace Agentes.Platform.Identity.Embedded;

/// <summary>What a user must show to change his password; the user's row is changed and not yet saved.</summary>
internal sealed class ChangePassword(
    PlatformOptions options, IdentityDb db, Passwords passwords, OneTimeTokens tokens, TimeProvider clock)
{
    /// <summary>Who has signed in since then has just shown who he is.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromHours(24);

    public async Task<AuthError?> ApplyAsync(BearerLogin login, UpdateUser.Request request, CancellationToken ct)
    {
        if (request.Password is null)
        {
            return null;
        }

        var user = login.User;
        var error = Passwords.Check(request.Password);
        if (error is null && request.CurrentPassword is { } current && !await passwords.VerifyAsync(user.PasswordHash, current, ct))
        {
            error = AuthErrors.WrongCurrentPassword;
        }

        if (error is null && await passwords.VerifyAsync(user.PasswordHash, request.Password, ct))
        {
            error = AuthErrors.SamePassword;
        }

        // Last, because a code is good for one attempt.
        error ??= await CheckCodeAsync(login, request.Nonce, ct);
        if (error is null)
        {
            user.PasswordHash = await passwords.HashAsync(request.Password, ct);
        }

        return error;
    }

    private async Task<AuthError?> CheckCodeAsync(BearerLogin login, string? code, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(code))
        {
            return options.Auth.RequireReauthentication && login.SignedInAt + Recently < clock.GetUtcNow()
                ? AuthErrors.ReauthenticationNeeded
                : null;
        }

        var token = await tokens.TakeAsync(db, code.Trim(), OneTimeTokenKind.Reauthentication, ct);
        return token?.UserId == login.User.Id ? null : AuthErrors.ReauthenticationNotValid;
    }
}
