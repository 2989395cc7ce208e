using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>Tells the provider, by an opaque id, on whose behalf a call is made: abuse can be traced without personal data.</summary>
public static class EndUser
{
    /// <summary>Key on <see cref="ChatOptions"/>.</summary>
    public const string PropertyName = "gateway.end_user";

    private const int DigitsOfAPhoneNumber = 8;

    /// <summary>Sets the id on these options and returns them. An e-mail address or a phone number is not sent.</summary>
    public static ChatOptions WithEndUser(this ChatOptions options, string id)
    {
        (options.AdditionalProperties ??= [])[PropertyName] = id;
        return options;
    }

    /// <summary>The id to send; null when there is none or it would identify a person to the provider.</summary>
    internal static string? Of(ChatOptions options) =>
        options.AdditionalProperties?.GetValueOrDefault(PropertyName) is string { Length: > 0 } id && !IsPersonal(id) ? id : null;

    private static bool IsPersonal(string id) => id.Contains('@', StringComparison.Ordinal)
        || (id.Count(char.IsAsciiDigit) >= DigitsOfAPhoneNumber && id.All(c => char.IsAsciiDigit(c) || "+-() .".Contains(c)));
}
