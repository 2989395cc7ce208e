using System.Text.Json.Nodes;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>A session as the client stores it.</summary>
internal sealed record SessionBody(string AccessToken, string TokenType, int ExpiresIn, long ExpiresAt, string RefreshToken, UserBody User);

/// <summary>A user as the client knows him.</summary>
internal sealed record UserBody
{
    public required Guid Id { get; init; }

    public string Aud { get; init; } = "authenticated";

    public string Role { get; init; } = "authenticated";

    public required string Email { get; init; }

    public DateTime? EmailConfirmedAt { get; init; }

    public string Phone { get; init; } = "";

    public DateTime? ConfirmationSentAt { get; init; }

    public DateTime? ConfirmedAt { get; init; }

    public DateTime? RecoverySentAt { get; init; }

    public string? NewEmail { get; init; }

    public DateTime? EmailChangeSentAt { get; init; }

    public DateTime? LastSignInAt { get; init; }

    public required JsonObject AppMetadata { get; init; }

    public required JsonObject UserMetadata { get; init; }

    public required IReadOnlyList<IdentityBody> Identities { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public DateTime? BannedUntil { get; init; }

    public DateTime? DeletedAt { get; init; }

    public bool IsAnonymous { get; init; }

    public static UserBody From(AuthUser user, OneTimeToken? emailChange = null) => new()
    {
        Id = user.Id,
        Email = user.Email,
        EmailConfirmedAt = user.EmailConfirmedAt?.UtcDateTime,
        ConfirmedAt = user.EmailConfirmedAt?.UtcDateTime,
        ConfirmationSentAt = user.EmailConfirmedAt is null ? user.CreatedAt.UtcDateTime : null,
        RecoverySentAt = user.RecoverySentAt?.UtcDateTime,
        NewEmail = emailChange?.Email,
        EmailChangeSentAt = emailChange?.CreatedAt.UtcDateTime,
        LastSignInAt = user.LastSignInAt?.UtcDateTime,
        AppMetadata = AppMetadataOf(user),
        UserMetadata = Embedded.UserMetadata.Of(user),
        Identities = user.IsErased ? [] : [IdentityBody.From(user)],
        CreatedAt = user.CreatedAt.UtcDateTime,
        UpdatedAt = user.UpdatedAt.UtcDateTime,
        BannedUntil = user.BannedUntil?.UtcDateTime,
        DeletedAt = user.IsErased ? user.UpdatedAt.UtcDateTime : null,
    };

    /// <summary>
    /// The answer to a sign-up with an address that is taken, when confirmation is required: it looks like a new user, so that
    /// nobody learns who has an account. The client tells its own user to check the mail.
    /// </summary>
    public static UserBody Nobody(string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Role = "",
        Email = email,
        ConfirmationSentAt = now.UtcDateTime,
        AppMetadata = EmailProvider(),
        UserMetadata = [],
        Identities = [],
        CreatedAt = now.UtcDateTime,
        UpdatedAt = now.UtcDateTime,
    };

    public static JsonObject AppMetadataOf(AuthUser user)
    {
        var metadata = EmailProvider();
        foreach (var member in user.AppMetadata?.RootElement.EnumerateObject() ?? default)
        {
            metadata[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return metadata;
    }

    private static JsonObject EmailProvider() => new() { ["provider"] = "email", ["providers"] = new JsonArray("email") };
}

/// <summary>How a user can sign in: here always by e-mail, so there is one identity and it is the user himself.</summary>
internal sealed record IdentityBody(
    Guid IdentityId,
    string Id,
    Guid UserId,
    JsonObject IdentityData,
    string Provider,
    DateTime? LastSignInAt,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    string Email)
{
    public static IdentityBody From(AuthUser user) => new(
        user.Id,
        user.Id.ToString(),
        user.Id,
        new JsonObject
        {
            ["sub"] = user.Id.ToString(),
            ["email"] = user.Email,
            ["email_verified"] = user.EmailConfirmedAt is not null,
            ["phone_verified"] = false,
        },
        "email",
        user.LastSignInAt?.UtcDateTime,
        user.CreatedAt.UtcDateTime,
        user.UpdatedAt.UtcDateTime,
        user.Email);
}
