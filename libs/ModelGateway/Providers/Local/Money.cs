using System.Globalization;
using System.Text.RegularExpressions;

namespace Agentes.ModelGateway.Providers.Local;

/// <summary>Writes amounts for people and finds amounts in prose.</summary>
internal static partial class Money
{
    private static readonly NumberFormatInfo Portuguese = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private static readonly NumberFormatInfo English = new() { NumberDecimalSeparator = ".", NumberGroupSeparator = "," };

    /// <summary>For example <c>R$ 1.234,56</c> in Portuguese and <c>$1,234.56</c> in English.</summary>
    public static string Format(decimal amount, string currency, bool english)
    {
        var number = amount.ToString("N2", english ? English : Portuguese);
        return (currency.ToUpperInvariant(), english) switch
        {
            ("BRL", true) => $"R${number}",
            ("BRL", false) => $"R$ {number}",
            ("USD", true) => $"${number}",
            ("USD", false) => $"US$ {number}",
            ("EUR", true) => $"€{number}",
            ("EUR", false) => $"€ {number}",
            (var code, _) => $"{code} {number}",
        };
    }

    /// <summary>True when the text states an amount of money.</summary>
    public static bool IsIn(string text) => Amount().IsMatch(text);

    [GeneratedRegex(
        @"(R\$|US\$|\$|€|£|\bBRL\b|\bUSD\b|\bEUR\b)\s*\d|"
        + @"\d\s*(reais\b|real\b|d[oó]lar(es)?\b|euros?\b|dollars?\b|conto\b|BRL\b|USD\b|EUR\b|€)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();
}
