namespace Agentes.Routing.Model;

/// <summary>
/// Exponential and logarithm from additions and multiplications alone. The functions of the C library differ in the last bit from
/// platform to platform; with these, training writes the same bytes and a message gets the same posterior on every machine.
/// </summary>
internal static class Softmax
{
    private const double Ln2 = 0.693147180559945309417232;
    private const double InverseLn2 = 1.44269504088896340735992;

    /// <summary>e to the power of <paramref name="x"/>, relative error below 1e-13; 0 below -700.</summary>
    public static double Exp(double x)
    {
        if (x < -700)
        {
            return 0;
        }

        var power = Math.Round(Math.Min(x, 700) * InverseLn2);
        var rest = Math.Min(x, 700) - (power * Ln2);
        // Taylor's series by Horner's rule; |rest| <= ln 2 / 2, so twelve terms are exact to the last bits.
        var series = 1.0;
        for (var n = 12; n >= 1; n--)
        {
            series = 1 + (series * rest / n);
        }

        return series * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive, normal number, relative error below 1e-13.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m - 1) / (m + 1)); the ratio is below 0.172, so ten odd powers suffice.
        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var series = 0.0;
        for (var n = 19; n >= 1; n -= 2)
        {
            series = (series * square) + (1.0 / n);
        }

        return (exponent * Ln2) + (2 * ratio * series);
    }

    /// <summary>Turns logits into probabilities, in place.</summary>
    public static void Normalize(Span<double> logits)
    {
        var top = logits[0];
        foreach (var logit in logits)
        {
            top = Math.Max(top, logit);
        }

        var sum = 0.0;
        foreach (ref var logit in logits)
        {
            logit = Exp(logit - top);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit /= sum;
        }
    }
}
