using System.Text.Json.Nodes;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>What an administrator may say about a user, when creating as when changing him.</summary>
internal sealed record UserFields
{
    /// <summary>Used when creating only; by default the id is ours to make.</summary>
    public string? Id { get; init; }

    public string? Email { get; init; }

    public bool? EmailConfirm { get; init; }

    public string? Phone { get; init; }

    public string? Password { get; init; }

    public string? PasswordHash { get; init; }

    public string? Role { get; init; }

    public JsonObject? UserMetadata { get; init; }

    public JsonObject? AppMetadata { get; init; }

    /// <summary>Such as 24h or 1h30m, from now; "none" lifts a ban.</summary>
    public string? BanDuration { get; init; }

    /// <summary>What cannot be done here is refused rather than ignored: whoever asked would rely on it.</summary>
    public AuthError? Unsupported() =>
        !string.IsNullOrEmpty(Phone) ? AuthErrors.NoPhone
        : !string.IsNullOrEmpty(PasswordHash) ? AuthError.Invalid("Password hashes of other systems cannot be taken over")
        : Role is not (null or "" or "authenticated") ? AuthError.Invalid("Every user has the role 'authenticated' here")
        : null;
}
