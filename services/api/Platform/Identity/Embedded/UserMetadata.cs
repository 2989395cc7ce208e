using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>What users write about themselves. It travels in every access token, so it is small.</summary>
internal static class UserMetadata
{
    private const int Longest = 4096;

    /// <summary>Members that we state ourselves: they are not the user's to set.</summary>
    private static readonly string[] Ours = ["sub", "email", "email_verified", "phone_verified"];

    /// <summary>
    /// The metadata after a change; null removes a member. An error when it is too large or PostgreSQL could not keep it.
    /// </summary>
    public static AuthError? TryMerge(JsonDocument? current, JsonObject? changes, out JsonDocument? merged)
    {
        merged = current;
        if (changes is null)
        {
            return null;
        }

        try
        {
            var result = current is null ? [] : JsonObject.Create(current.RootElement.Clone())!;
            foreach (var (name, value) in changes.Where(change => !Ours.Contains(change.Key, StringComparer.Ordinal)))
            {
                if (value is null)
                {
                    result.Remove(name);
                }
                else
                {
                    result[name] = value.DeepClone();
                }
            }

            var json = result.ToJsonString();
            if (json.Length > Longest || json.Contains("\\u0000", StringComparison.Ordinal))
            {
                return AuthError.Invalid("The user data must be smaller than 4 KB and hold text only");
            }

            merged = JsonDocument.Parse(json);
            return null;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or JsonException)
        {
            // Half of a surrogate pair, or the same name twice.
            return AuthError.Invalid("The user data must be smaller than 4 KB and hold text only");
        }
    }

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
