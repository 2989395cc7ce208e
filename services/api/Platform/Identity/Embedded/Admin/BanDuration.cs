using System.Globalization;
using System.Text.RegularExpressions;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>How long a ban lasts, as Go writes durations: numbers with units, such as 300ms, 1.5h or 2h45m.</summary>
internal static partial class BanDuration
{
    private const int LongestText = 64;

    /// <summary>Some 292 years: what fits into 64 bits of nanoseconds, where clients know durations from.</summary>
    private const decimal Longest = long.MaxValue / 1_000_000_000m;

    private static readonly AuthError Malformed = AuthError.Invalid("invalid format for ban duration");

    /// <summary>Null without a text, and zero for "none": no ban.</summary>
    public static AuthError? TryRead(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text is "none" or "0")
        {
            duration = TimeSpan.Zero;
            return null;
        }

        var match = text.Length > LongestText ? Match.Empty : Parts().Match(text);
        if (!match.Success)
        {
            return Malformed;
        }

        var seconds = 0m;
        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
        {
            if (!decimal.TryParse(number.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count > Longest * 1e9m)
            {
                return Malformed;
            }

            seconds += count * SecondsOf(unit.Value);
        }

        if (seconds > Longest)
        {
            return Malformed;
        }

        duration = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return null;
    }

    private static decimal SecondsOf(string unit) => unit switch
    {
        "h" => 3600m,
        "m" => 60m,
        "s" => 1m,
        "ms" => 1e-3m,
        "ns" => 1e-9m,
        _ => 1e-6m,
    };

    [GeneratedRegex(@"^((?<number>[0-9]+(\.[0-9]*)?)(?<unit>ns|us|µs|μs|ms|s|m|h))+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();
}
