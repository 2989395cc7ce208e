namespace Agentes.ModelGateway.Guards;

/// <summary>Personal data that is recognized by its form and, where it has them, its check digits.</summary>
public enum PersonalDataKind
{
    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Brazilian person's number: 11 digits, the last two of them check digits.</summary>
    Cpf,

    /// <summary>Brazilian company's number: 14 characters, letters among the first 12 since July 2026, two check digits.</summary>
    Cnpj,

    /// <summary>Payment card: 13 to 19 digits that pass Luhn's test.</summary>
    Card,

    /// <summary>Telephone: Brazilian with area code, or international with +.</summary>
    Phone,

    /// <summary>Random PIX key: a UUID.</summary>
    PixKey,
}

/// <summary>Where personal data stands in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First character.</param>
/// <param name="Length">Characters.</param>
public readonly record struct PersonalDataSpan(PersonalDataKind Kind, int Start, int Length);
