using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Free JSON that is kept beside a user.</summary>
internal static class Metadata
{
    private const int Longest = 4096;

    /// <summary>
    /// The metadata after a change; null removes a member, and <paramref name="ours"/> are left as they are.
    /// An error when it is too large or PostgreSQL could not keep it.
    /// </summary>
    public static AuthError? TryMerge(JsonDocument? current, JsonObject? changes, string[] ours, out JsonDocument? merged)
    {
        merged = current;
        if (changes is null)
        {
            return null;
        }

        try
        {
            var result = current is null ? [] : JsonObject.Create(current.RootElement.Clone())!;
            foreach (var (name, value) in changes.Where(change => !ours.Contains(change.Key, StringComparer.Ordinal)))
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
}
