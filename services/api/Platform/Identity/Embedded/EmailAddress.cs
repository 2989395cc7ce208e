using System.Net.Mail;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>E-mail addresses as logins are known by: lower case, one spelling each.</summary>
internal static class EmailAddress
{
    private const int Longest = 255;

    public static readonly AuthError Malformed = AuthError.Invalid("Unable to validate email address: invalid format");

    /// <summary>Null when this is no address.</summary>
    public static string? Normalize(string? text)
    {
        var address = text?.Trim().ToLowerInvariant();
        return address is { Length: > 2 and <= Longest }
            && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c))
            && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address
            ? address
            : null;
    }
}
