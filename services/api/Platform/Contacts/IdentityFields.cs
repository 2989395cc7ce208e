using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Agentes.Platform.Http;
using PhoneNumbers;

namespace Agentes.Platform.Contacts;

/// <summary>An alias as a caller writes it.</summary>
public sealed record IdentityFields
{
    public required IdentityKind Kind { get; init; }

    [Required, StringLength(320, MinimumLength = 1)]
    public required string Value { get; init; }

    /// <summary>
    /// The one form under which the alias is kept and compared: phones in E.164 (numbers without a country code are the region's),
    /// e-mails in lower case. Null when the value is none of its kind.
    /// </summary>
    internal string? Normalize(string region) => Kind switch
    {
        IdentityKind.Phone => Phone(Value, region),
        IdentityKind.Email => Email(Value.Trim()),
        _ => Value.Trim() is { Length: > 0 } id ? id : null,
    };

    internal FieldError NotNormal(string pointer) => new(pointer, "invalid", $"This is not a valid {Word}.");

    internal string Word => Kind switch
    {
        IdentityKind.Phone => "phone number",
        IdentityKind.Email => "e-mail address",
        _ => "external id",
    };

    private static string? Phone(string value, string region)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(value, region);
            return numbers.IsPossibleNumber(number) ? numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // The display-name form ("Ana <ana@x.com>") parses too, but is no address.
    private static string? Email(string value) =>
        MailAddress.TryCreate(value, out var address) && address.Address == value ? value.ToLowerInvariant() : null;
}
