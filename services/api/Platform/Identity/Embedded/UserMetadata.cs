using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>What users write about themselves. It travels in every access token, so it is small.</summary>
internal static class UserMetadata
{
    /// <summary>Members that we state ourselves: they are not the user's to set.</summary>
    private static readonly string[] Ours = ["sub", "email", "email_verified", "phone_verified"];

    public static AuthError? TryMerge(JsonDocument? current, JsonObject? changes, out JsonDocument? merged) =>
        Metadata.TryMerge(current, changes, Ours, out merged);

    /// <summary>As clients see it.</summary>
    public static JsonObject Of(AuthUser user)
    {
        var metadata = user.UserMetadata is null ? [] : JsonObject.Create(user.UserMetadata.RootElement.Clone())!;
        metadata["sub"] = user.Id.ToString();
        metadata["email"] = user.Email;
        metadata["email_verified"] = user.EmailConfirmedAt is not null;
        metadata["phone_verified"] = false;
        return metadata;
    }
}
