namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>Applies what an administrator said to a user's row: all of it or, with an error, nothing. Saved by the caller.</summary>
internal sealed class UserChange(Passwords passwords, TimeProvider clock)
{
    private static readonly string[] OurAppMetadata = ["provider", "providers"];

    public async Task<AuthError?> ApplyAsync(AuthUser user, UserFields fields, CancellationToken ct)
    {
        var email = string.IsNullOrEmpty(fields.Email) ? user.Email : EmailAddress.Normalize(fields.Email);
        var badPassword = string.IsNullOrEmpty(fields.Password) ? null : Passwords.Check(fields.Password);
        var badBan = BanDuration.TryRead(fields.BanDuration, out var ban);
        var badUserMetadata = UserMetadata.TryMerge(user.UserMetadata, fields.UserMetadata, out var userMetadata);
        var badAppMetadata = Metadata.TryMerge(user.AppMetadata, fields.AppMetadata, OurAppMetadata, out var appMetadata);
        var error = fields.Unsupported() ?? (email is null ? EmailAddress.Malformed : null) ?? badPassword ?? badBan
            ?? badUserMetadata ?? badAppMetadata;
        if (error is not null)
        {
            return error;
        }

        var now = clock.GetUtcNow();
        user.Email = email!;
        user.UserMetadata = userMetadata;
        user.AppMetadata = appMetadata;
        user.UpdatedAt = now;
        if (!string.IsNullOrEmpty(fields.Password))
        {
            user.PasswordHash = await passwords.HashAsync(fields.Password, ct);
        }

        if (fields.EmailConfirm == true)
        {
            user.EmailConfirmedAt ??= now;
        }

        if (ban is { } duration)
        {
            user.BannedUntil = duration == TimeSpan.Zero ? null : now + duration;
        }

        return null;
    }
}
