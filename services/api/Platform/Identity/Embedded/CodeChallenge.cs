using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>RFC 7636: only who made the challenge can finish what it began.</summary>
internal sealed record CodeChallenge(string Value, string Method)
{
    private static readonly AuthError Malformed = AuthError.Invalid(
        "A code challenge takes 43 to 128 letters, digits, '-', '.', '_' or '~', and the method s256 or plain");

    /// <summary>An error when there is a challenge that is none; no challenge at all is fine.</summary>
    public static AuthError? TryRead(string? value, string? method, out CodeChallenge? challenge)
    {
        challenge = null;
        if (string.IsNullOrEmpty(value) && string.IsNullOrEmpty(method))
        {
            return null;
        }

        var name = method?.ToLowerInvariant();
        if (value is not { Length: >= 43 and <= 128 } || !value.All(IsUnreserved) || name is not ("s256" or "plain"))
        {
            return Malformed;
        }

        challenge = new CodeChallenge(value, name);
        return null;
    }

    public static bool Matches(FlowState flow, string verifier)
    {
        var bytes = Encoding.UTF8.GetBytes(verifier);
        var presented = flow.CodeChallengeMethod == "plain" ? verifier : Base64Url.EncodeToString(SHA256.HashData(bytes));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), Encoding.UTF8.GetBytes(flow.CodeChallenge));
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}
