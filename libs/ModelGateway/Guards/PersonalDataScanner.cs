using System.Text.RegularExpressions;

namespace Agentes.ModelGateway.Guards;

/// <summary>
/// Finds personal data in a text. A number counts only when its check digits are right, so order numbers and prices are left alone; where
/// two kinds fit the same characters, the one with check digits wins.
/// </summary>
public static partial class PersonalDataScanner
{
    private static readonly (PersonalDataKind Kind, Func<Regex> Form, Func<string, bool> IsReal)[] Kinds =
    [
        (PersonalDataKind.Email, EmailForm, static _ => true),
        (PersonalDataKind.PixKey, UuidForm, static _ => true),
        (PersonalDataKind.Cnpj, CnpjForm, CheckDigits.IsCnpj),
        (PersonalDataKind.Cpf, CpfForm, CheckDigits.IsCpf),
        (PersonalDataKind.Card, CardForm, CheckDigits.IsCard),
        (PersonalDataKind.Phone, PhoneForm, CheckDigits.IsPhone),
    ];

    /// <summary>Everything found, in the order of the text, never overlapping.</summary>
    public static IReadOnlyList<PersonalDataSpan> Scan(string text)
    {
        var found = new List<PersonalDataSpan>();
        foreach (var (kind, form, isReal) in Kinds)
        {
            foreach (Match match in form().Matches(text))
            {
                if (isReal(match.Value) && !found.Exists(other => match.Index < other.Start + other.Length && other.Start < match.Index + match.Length))
                {
                    found.Add(new PersonalDataSpan(kind, match.Index, match.Length));
                }
            }
        }

        found.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        return found;
    }

    // No backtracking: whatever a stranger sends is scanned in linear time.
    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}", RegexOptions.NonBacktracking)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b", RegexOptions.NonBacktracking)]
    private static partial Regex UuidForm();

    [GeneratedRegex(@"\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}/?[0-9A-Z]{4}-?[0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex CnpjForm();

    [GeneratedRegex(@"\b[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}[-\.]?[0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex CpfForm();

    [GeneratedRegex(@"\b[0-9](?:[ \-]?[0-9]){12,18}\b", RegexOptions.NonBacktracking)]
    private static partial Regex CardForm();

    [GeneratedRegex(
        @"(?:\+[0-9]{1,3}[ \-]?)?(?:\([0-9]{2}\)|\b[0-9]{2}) ?9?[ ]?[0-9]{4}[ \-]?[0-9]{4}\b|\+[0-9](?:[ \-]?[0-9]){7,14}\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex PhoneForm();
}
