namespace Agentes.ModelGateway.Guards;

/// <summary>Tells real numbers from others of the same form.</summary>
internal static class CheckDigits
{
    private const int CpfLength = 11;
    private const int CnpjLength = 14;
    private const int CheckLength = 2;
    private const int Modulus = 11;

    /// <summary>Receita Federal's rule: weights from 10 (then 11) down to 2, sum modulo 11, digits 10 and 11 count as 0.</summary>
    public static bool IsCpf(string text)
    {
        Span<int> digits = stackalloc int[CpfLength];
        return Values(text, digits) == CpfLength && !AllEqual(digits)
            && Check(digits[..9], 10) == digits[9] && Check(digits[..10], 11) == digits[10];

        static int Check(ReadOnlySpan<int> digits, int weight)
        {
            var sum = 0;
            foreach (var digit in digits)
            {
                sum += digit * weight--;
            }

            return Digit(sum);
        }
    }

    /// <summary>The same with weights 2 to 9 from the right; a letter counts as its ASCII code minus 48, as Receita Federal's rule of 2026 says.</summary>
    public static bool IsCnpj(string text)
    {
        Span<int> digits = stackalloc int[CnpjLength];
        return Values(text, digits) == CnpjLength && !AllEqual(digits)
            && Check(digits[..^CheckLength]) == digits[12] && Check(digits[..13]) == digits[13];

        static int Check(ReadOnlySpan<int> digits)
        {
            var (sum, weight) = (0, 2);
            for (var i = digits.Length - 1; i >= 0; i--)
            {
                sum += digits[i] * weight;
                weight = weight == 9 ? 2 : weight + 1;
            }

            return Digit(sum);
        }
    }

    /// <summary>Luhn's test (ISO/IEC 7812-1).</summary>
    public static bool IsCard(string text)
    {
        Span<int> digits = stackalloc int[19];
        var count = Values(text, digits);
        if (count is < 13 or > 19 || AllEqual(digits[..count]))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            var doubled = digits[count - 1 - i] * (i % 2 == 1 ? 2 : 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>10 or 11 digits with a Brazilian area code (11 to 99, no zero in it), or a number with its country's code.</summary>
    public static bool IsPhone(string text)
    {
        Span<int> digits = stackalloc int[19];
        var count = Values(text, digits);
        if (text[0] == '+')
        {
            return count is >= 8 and <= 15;
        }

        return count is 10 or 11 && digits[0] > 0 && digits[1] > 0 && (count == 10 ? digits[2] is >= 2 and <= 5 : digits[2] == 9);
    }

    private static int Digit(int sum) => sum % Modulus < 2 ? 0 : Modulus - (sum % Modulus);

    private static bool AllEqual(ReadOnlySpan<int> digits) => !digits.ContainsAnyExcept(digits[0]);

    /// <summary>The values of digits and capital letters; more of them than fit is -1.</summary>
    private static int Values(string text, Span<int> values)
    {
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character))
            {
                if (count == values.Length)
                {
                    return -1;
                }

                values[count++] = character - '0';
            }
        }

        return count;
    }
}
