using System.Globalization;

namespace Agentes.Platform.Imports;

/// <summary>Reads amounts as people type them into spreadsheets.</summary>
internal static class Amounts
{
    /// <summary>
    /// Of two kinds of separator the last one is the decimal one. A single separator before exactly three digits is ambiguous
    /// (1.299): there the country decides.
    /// </summary>
    public static bool TryParse(string text, bool commaIsDecimal, out decimal amount)
    {
        var digits = text.Replace("R$", "", StringComparison.OrdinalIgnoreCase).Replace("\u00a0", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);
        var dot = digits.LastIndexOf('.');
        var comma = digits.LastIndexOf(',');
        char? point = (dot, comma) switch
        {
            (< 0, < 0) => null,
            ( >= 0, >= 0) => dot > comma ? '.' : ',',
            ( >= 0, _) => IsGrouping(digits, '.', isOtherDecimal: commaIsDecimal) ? null : '.',
            _ => IsGrouping(digits, ',', isOtherDecimal: !commaIsDecimal) ? null : ',',
        };
        var plain = string.Concat(digits.Where(c => c == point || c is not ('.' or ','))).Replace(',', '.');
        const NumberStyles plainly = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return decimal.TryParse(plain, plainly, CultureInfo.InvariantCulture, out amount);
    }

    private static bool IsGrouping(string digits, char separator, bool isOtherDecimal)
    {
        var groups = digits.Split(separator);
        return groups.Skip(1).All(group => group.Length == 3) && (groups.Length > 2 || isOtherDecimal);
    }
}
