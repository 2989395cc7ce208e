using System.Globalization;
using System.Net.Http.Headers;

namespace Agentes.ModelGateway.Providers;

/// <summary>
/// Reads how long a provider asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date; and whether it thinks that
/// waiting helps at all.
/// </summary>
internal static class RetryAfter
{
    /// <summary>A wait that is longer says only that it is long, or that a clock is wrong.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // The form of today, and the two that RFC 9110 (5.6.7) has everybody understand who reads dates.
    private static readonly string[] Dates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (First(headers, "retry-after-ms") is { } ms && Number(ms) is { } milliseconds)
        {
            return Within(milliseconds / 1000);
        }

        if (First(headers, "Retry-After") is not { } text)
        {
            return null;
        }

        return Number(text) is { } seconds ? Within(seconds) : Date(text) is { } date ? Within((date - now).TotalSeconds) : null;
    }

    /// <summary>True or false as <c>x-should-retry</c> says; null without it.</summary>
    public static bool? ReadAdvice(HttpResponseHeaders headers) => First(headers, "x-should-retry") switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString().Trim() : null;

    private static TimeSpan Within(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

    private static DateTimeOffset? Date(string text)
    {
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, Style, out var date)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Style, out date) ? date : null;
    }
}
