using System.Globalization;
using System.Net.Http.Headers;

namespace Agentes.ModelGateway.Providers;

/// <summary>
/// Reads how long a provider asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date; and whether it thinks that
/// waiting helps at all.
/// </summary>
internal static class RetryAfter
{
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (First(headers, "retry-after-ms") is { } ms && Number(ms) is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (First(headers, "Retry-After") is not { } text)
        {
            return null;
        }

        if (Number(text) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks))
            : null;
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

    // A day is the longest wait worth telling apart.
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? Math.Min(value, 86_400_000)
            : null;
}
