using System.Text;
using System.Text.RegularExpressions;

namespace Agentes.ModelGateway.Guards;

/// <summary>
/// Replaces personal data by names such as <c>[CPF_1]</c> and puts it back. One mask serves one call: the same value has the same name in
/// all of its messages, so the model can speak of it, and nothing is kept afterwards.
/// </summary>
public sealed partial class PersonalDataMask
{
    /// <summary>Longest name, which is as much as a stream has to hold back.</summary>
    internal const int LongestName = 16;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<PersonalDataKind, int> _counts = [];

    /// <summary>Whether anything was replaced.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>The text with names instead of personal data.</summary>
    public string Mask(string text)
    {
        // What looks like a name already stays what it is, and is given to nobody else.
        foreach (Match match in NameForm().Matches(text))
        {
            _taken.Add(match.Value);
        }

        var found = PersonalDataScanner.Scan(text);
        if (found.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        var end = 0;
        foreach (var span in found)
        {
            masked.Append(text, end, span.Start - end).Append(NameOf(text.Substring(span.Start, span.Length), span.Kind));
            end = span.Start + span.Length;
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>The text with the personal data back in its places.</summary>
    public string Restore(string text) => IsEmpty || !text.Contains('[', StringComparison.Ordinal)
        ? text
        : NameForm().Replace(text, match => _values.GetValueOrDefault(match.Value, match.Value));

    private string NameOf(string value, PersonalDataKind kind)
    {
        if (_names.TryGetValue(value, out var known))
        {
            return known;
        }

        var number = _counts.GetValueOrDefault(kind);
        string name;
        do
        {
            name = $"[{Word(kind)}_{++number}]";
        }
        while (_taken.Contains(name));
        _counts[kind] = number;
        _names[value] = name;
        _values[name] = value;
        return name;
    }

    private static string Word(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.Email => "EMAIL",
        PersonalDataKind.Cpf => "CPF",
        PersonalDataKind.Cnpj => "CNPJ",
        PersonalDataKind.Card => "CARD",
        PersonalDataKind.Phone => "PHONE",
        _ => "PIX",
    };

    [GeneratedRegex(@"\[(?:EMAIL|CPF|CNPJ|CARD|PHONE|PIX)_[0-9]{1,6}\]", RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();
}
